"""Carrying out outbox entries. The server takes two decisions at once from two moderators, so it is looked at first.

Every event carries the entry's id twice: as its external id, which the server takes once for a type and subject, and as
its batch, by which the events of an entry that did arrive are found again. The first alone would not do: the server
sends an e-mail before it looks whether it has that event already.
"""

import msgspec

from moderator_desk.models.values import (
    Accepted,
    Action,
    Case,
    Decision,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
    ReporterWarning,
    SignIn,
    Stale,
)
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.ozone.claims import claim, claims, release
from moderator_desk.platforms.ozone.client import Client, Unwilling
from moderator_desk.platforms.ozone.deeds import Deed, deeds_of, subject_of, undoing, warning_to
from moderator_desk.platforms.ozone.reading import case_of, moment_of, revision_of, view_of
from moderator_desk.platforms.ozone.wire import DEFS, MODERATION, Event, Events, Json, View, did_of

TOOL = "moderator_desk"
_DONE = ("Subject is already taken down", "Subject is not taken down")
"""The server has no name for these two: what was asked for is so already."""


class Acting:
    """Carries out outbox entries in the name of one moderator."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """Carry out one entry; never raises for what the server does."""
        try:
            if entry.kind == "note":
                return self._note(entry)
            if entry.kind in ("claim", "release"):
                return self._claim(entry)
            if entry.warning is not None:
                return self._warn_reporter(entry.warning)
            if entry.decision is None:
                return Refused("not-supported")
            if entry.decision.reverses:
                return self._reverse(entry.decision)
            return self._decide(entry.decision, seen)
        except KeyError:
            return Refused("not-supported")
        except Unwilling as error:
            if error.why == "missing":
                return Stale("gone")
            return Refused(error.why, error.words)
        except PlatformError as error:
            if error.why == "missing":
                return Stale("gone")
            return SignIn() if error.why == "sign-in" else Later(error.why, error.after_s)

    def _note(self, entry: OutboxEntry) -> Outcome:
        done = self._done(entry.id, entry.case_id)
        deed = Deed(
            {"$type": f"{DEFS}modEventComment", "comment": entry.text},
            subject_of(view_of(self._client, entry.case_id)),
        )
        if deed.type in {each.type for each in done}:
            return Accepted(already=True)
        self._make(deed, entry.id)
        return Accepted(case=self._now(entry.case_id))

    def _warn_reporter(self, warning: ReporterWarning) -> Outcome:
        done = self._done(warning.id, warning.member_id)
        told = done[0] if done else self._make(warning_to(warning), warning.id)
        if told is not None and told.event.get("isDelivered") is False:
            return Refused("not-delivered")
        return Accepted(already=bool(done) or told is None)

    def _claim(self, entry: OutboxEntry) -> Outcome:
        outcome = (claim if entry.kind == "claim" else release)(self._client, entry.case_id)
        if isinstance(outcome, Refused):
            return outcome
        return msgspec.structs.replace(outcome, case=self._now(entry.case_id))

    def _decide(self, decision: Decision, seen: Case | None) -> Outcome:
        view = view_of(self._client, decision.case_id)
        if decision.action not in (Action.DISMISS, Action.ESCALATE, Action.REMOVE, Action.WARN, Action.BAN):
            return Refused("not-supported")
        done = self._done(decision.id, decision.case_id)
        if not done and (stale := self._stale(decision, seen, view)) is not None:
            return stale
        deeds = deeds_of(decision, view)
        arrived = {each.type for each in done}
        missing = [each for each in deeds if each.type not in arrived]
        undelivered = any(each.event.get("isDelivered") is False for each in done)
        for deed in missing:
            told = self._make(deed, decision.id)
            undelivered = undelivered or (told is not None and told.event.get("isDelivered") is False)
            if undelivered and decision.action is Action.WARN:
                break
        if undelivered and decision.action is Action.WARN:
            # without the notice nothing was done: the case still waits
            return Refused("not-delivered")
        case = self._now(decision.case_id) if decision.action is Action.ESCALATE else None
        return Accepted(already=not missing, case=case, detail="not-delivered" if undelivered else "")

    def _reverse(self, decision: Decision) -> Outcome:
        if decision.undoes not in (Action.REMOVE, Action.BAN):
            return Refused("not-reversible")
        if self._done(decision.id, decision.case_id):
            return Accepted(already=True)
        view = view_of(self._client, decision.case_id) if decision.undoes is Action.REMOVE else None
        told = self._make(undoing(decision, view, decision.case_id), decision.id)
        return Accepted(already=told is None)

    def _stale(self, decision: Decision, seen: Case | None, view: View) -> Stale | None:
        """Why the decision does not fit what stands there now, None when it does."""
        status = view.status
        insisting = seen is not None and seen.state == "decided"
        if status is not None and not status.waits and not insisting:
            return Stale("decided", case_of(self._client, view, status))
        reported = status.last_reported_at if status is not None else None
        if status is not None and reported is not None and moment_of(reported) > decision.case_version > 0:
            return Stale("case-changed", case_of(self._client, view, status))
        now = revision_of(view)
        if decision.item_revision and now != decision.item_revision and status is not None:
            return Stale("item-changed", case_of(self._client, view, status))
        return None

    def _done(self, entry_id: str, case_id: str) -> tuple[Event, ...]:
        """The events of this entry that the server has, on the case and on its account."""
        query: Json = {"subject": did_of(case_id), "includeAllUserRecords": True, "batchId": entry_id}
        return self._client.get(f"{MODERATION}.queryEvents", Events, **query).events

    def _make(self, deed: Deed, entry_id: str) -> Event | None:
        """Make one event; None when what it does is so already."""
        body: Json = {
            "event": deed.event,
            "subject": deed.subject,
            "createdBy": self._client.me().did,
            "externalId": entry_id,
            "modTool": {"name": TOOL, "meta": {"batchId": entry_id}},
        }
        if deed.closes:
            body["reportAction"] = {"all": True}
        try:
            return self._client.post(f"{MODERATION}.emitEvent", body, Event)
        except Unwilling as error:
            if error.code == "DuplicateExternalId" or error.words in _DONE:
                return None
            raise

    def _now(self, case_id: str) -> Case | None:
        view = view_of(self._client, case_id)
        if view.status is None:
            return None
        held = claims(self._client, case_id).get(case_id)
        return msgspec.structs.replace(case_of(self._client, view, view.status), claim=held)
