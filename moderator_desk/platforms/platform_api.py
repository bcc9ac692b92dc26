"""Our own documented platform API (resources/openapi.yaml) as a connector. The wire's JSON is that of our values."""

from typing import Any

import msgspec
from msgspec import Struct

from moderator_desk.models.values import (
    Abilities,
    Accepted,
    Case,
    GuidelineSet,
    HistoryEntry,
    Later,
    Me,
    Member,
    MemberFile,
    OutboxEntry,
    Outcome,
    Refused,
    SignIn,
    Stale,
)
from moderator_desk.platforms.base import Page, PlatformError
from moderator_desk.platforms.http import Answer, Session, decoded, error_of, path_of

HISTORY_MOST = 200
_UNSENT = ("id", "account", "case_version", "reverses", "undoes", "batch", "screen", "why_less")


class _Feed(Struct):
    cases: tuple[Case, ...]
    resume: str
    cursor: str | None = None


class _History(Struct):
    entries: tuple[HistoryEntry, ...]
    cursor: str | None = None


class _Problem(Struct):
    """RFC 9457, with what our contract adds."""

    type: str = ""
    title: str = ""
    detail: str = ""
    why: str = ""
    case: Case | None = None


class _Decided(Struct):
    case: Case


_FEED = msgspec.json.Decoder(_Feed)
_CASE = msgspec.json.Decoder(Case)
_PROBLEM = msgspec.json.Decoder(_Problem)
_DECIDED = msgspec.json.Decoder(_Decided)


class PlatformApi:
    """One account on a platform that speaks our contract."""

    abilities = Abilities(
        kind="desk",
        actions=("dismiss", "edit", "remove", "warn", "ban", "escalate", "restore"),
        reversible=("dismiss", "edit", "remove", "warn", "ban", "escalate"),
        claims=True,
        notes=True,
        history=True,
        guidelines=True,
        notices=("edit", "remove", "escalate"),
        reporter_warnings=True,
        page_size=100,
    )

    def __init__(self, session: Session) -> None:
        self._session = session

    def close(self) -> None:
        """Give up the connections."""
        self._session.close()

    def check(self) -> Me:
        """Who we are there."""
        return self._session.get("/v1/me", Me)

    def fetch(self, cursor: str | None) -> Page:
        """The next page of the change feed; a cursor of an earlier life of the platform starts it again."""
        answer = self._feed(cursor)
        if answer.status == 410 and cursor is not None:
            answer = self._feed(None)
        if answer.status != 200:
            raise error_of(answer)
        feed = decoded(answer, _FEED)
        return Page(feed.cases, feed.resume, feed.cursor is not None)

    def _feed(self, cursor: str | None) -> Answer:
        return self._session.ask(
            "GET", "/v1/cases", query={"since": cursor, "limit": self.abilities.page_size}
        )

    def case(self, case_id: str) -> Case:
        """One case as it is now."""
        return self._session.get(f"/v1/cases{path_of(case_id)}", _CASE)

    def member(self, member_id: str) -> MemberFile:
        """A member with the newest part of their history."""
        path = f"/v1/members{path_of(member_id)}"
        member = self._session.get(path, Member)
        history = self._session.get(f"{path}/history", _History, limit=HISTORY_MOST)
        return MemberFile(member, history.entries)

    def guidelines(self) -> GuidelineSet | None:
        """The platform's own set."""
        return self._session.get("/v1/guidelines", GuidelineSet)

    def media(self, media_id: str) -> bytes:
        """A picture's bytes."""
        return self._session.get_bytes(f"/v1/media{path_of(media_id)}")

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """Carry out one entry; the decision's id makes a repeat harmless."""
        try:
            outcome = _outcome(entry, self._send(entry))
        except PlatformError as error:
            # also for an answer that makes no sense: it says nothing of what was done, and the id makes a repeat safe
            return Later(error.why, error.after_s)
        if isinstance(outcome, Accepted) and entry.kind in ("note", "claim", "release"):
            return msgspec.structs.replace(outcome, case=self._case_now(entry))
        return outcome

    def _case_now(self, entry: OutboxEntry) -> Case | None:
        """The case after a note or a claim, whose answers do not tell it. None when it cannot be had: the feed tells it
        later, and what was carried out stays carried out."""
        try:
            return self._session.get(f"/v1/cases{path_of(entry.case_id)}", Case)
        except PlatformError:
            return None

    def _send(self, entry: OutboxEntry) -> Answer:
        if entry.warning is not None:
            path = f"/v1/members{path_of(entry.warning.member_id)}/warnings"
            told = {name: getattr(entry.warning, name) for name in ("id", "case_id", "message", "language")}
            return self._session.ask("POST", path, body=told)
        decision = entry.decision
        case_path = f"/v1/cases{path_of(entry.case_id)}"
        if entry.kind == "note":
            note = {"id": entry.id, "text": entry.text}
            return self._session.ask("POST", f"{case_path}/notes", body=note)
        if entry.kind in ("claim", "release"):
            return self._session.ask("PUT" if entry.kind == "claim" else "DELETE", f"{case_path}/claim")
        assert decision is not None
        if decision.reverses:
            body: dict[str, Any] = {
                "id": decision.id,
                "at": decision.at,
                "reason": decision.reason,
                "note": decision.note,
            }
            return self._session.ask("PUT", f"/v1/decisions{path_of(decision.reverses)}/reversal", body=body)
        body = {name: getattr(decision, name) for name in decision.__struct_fields__ if name not in _UNSENT}
        return self._session.ask(
            "PUT",
            f"/v1/decisions{path_of(decision.id)}",
            body=body,
            headers={"If-Match": f'"{decision.case_version}"'},
        )


def _outcome(entry: OutboxEntry, answer: Answer) -> Outcome:
    if answer.status in (200, 201, 204):
        return Accepted(already=answer.status == 200 and entry.kind != "claim", case=_case_in(entry, answer))
    if answer.status == 429:
        return Later("busy", answer.retry_after_s)
    if answer.status >= 500:
        return Later("server-error", answer.retry_after_s)
    if answer.status == 401:
        return SignIn()
    problem = _problem(answer)
    if answer.status in (409, 410, 412):
        why = problem.why or {"claim-taken": "claim-taken", "stale-claim": "claim-taken"}.get(
            problem.type, "changed"
        )
        return Stale(why, problem.case, problem.detail or problem.title)
    return Refused(problem.type or f"status-{answer.status}", problem.detail or problem.title)


def _case_in(entry: OutboxEntry, answer: Answer) -> Case | None:
    if entry.kind in ("decision", "reversal"):
        return decoded(answer, _DECIDED).case
    return None


def _problem(answer: Answer) -> _Problem:
    """The platform's own no. Raises PlatformError for a status in nobody's words: a page of something between us and the
    platform, which says nothing of the decision."""
    try:
        problem = decoded(answer, _PROBLEM)
    except PlatformError:
        raise error_of(answer) from None
    if not problem.type:
        raise error_of(answer)
    return problem
