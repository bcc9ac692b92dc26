"""An account with its history, which Ozone keeps: every event about it and about its records."""

from datetime import UTC, datetime

from moderator_desk.models.values import (
    Counters,
    HistoryEntry,
    Member,
    MemberFile,
    Sanction,
    Strike,
)
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.ozone.client import Client
from moderator_desk.platforms.ozone.reading import deed_of, guideline_of, view_of, views_of
from moderator_desk.platforms.ozone.wire import LONG_AGO, MODERATION, Event, Events, Status, View

HISTORY_MOST = 100
_KINDS = {"modEventReport": "report_against", "modEventComment": "note", "modEventResolveAppeal": "appeal"}
_NOISE = frozenset({"modEventTag", "modEventPriorityScore", "accountEvent", "identityEvent", "recordEvent"})


def member_of(client: Client, did: str) -> MemberFile:
    """A member and what happened to them and their records, newest first. Raises PlatformError("missing")."""
    try:
        view = view_of(client, did)
    except PlatformError as error:
        if error.why != "missing":
            raise
        # an account that nobody reported has no status, and a file all the same
        view = next((each for each in views_of(client, [did]) if each.repo is not None), View(did))
    if view.repo is None and view.status is None:
        raise PlatformError("missing")
    query = {"subject": did, "includeAllUserRecords": True, "limit": HISTORY_MOST}
    events = client.get(f"{MODERATION}.queryEvents", Events, **query).events
    return MemberFile(
        _member(did, view, events), tuple(map(_entry, (e for e in events if e.type not in _NOISE)))
    )


def _member(did: str, view: View, events: tuple[Event, ...]) -> Member:
    status = view.status
    handle = view.repo.handle if view.repo else status.subject_repo_handle if status else ""
    against = status.account_stats.report_count + status.records_stats.total_reports if status else None
    return Member(
        did,
        handle or did,
        joined_at=_known(view.repo.indexed_at) if view.repo else None,
        strikes=tuple(each for event in events if (each := _strike(event)) is not None),
        sanctions=(*_left(view), *_measures(status), *_labels(view)),
        counters=Counters(None, against, None, None, None),
        sticky_note=status.comment if status else "",
    )


def _left(view: View) -> list[Sanction]:
    gone = view.repo.deactivated_at if view.repo else None
    return [Sanction("deactivated", since=gone)] if gone else []


def _measures(status: Status | None) -> list[Sanction]:
    if status is None:
        return []
    now = datetime.now(UTC)
    found = [Sanction("takedown", until=status.suspend_until)] if status.takendown else []
    for kind, until in (
        ("muted-subject", status.mute_until),
        ("muted-reporter", status.mute_reporting_until),
    ):
        found += [Sanction(kind, until=until)] if until is not None and until > now else []
    return found


def _labels(view: View) -> list[Sanction]:
    labels = view.repo.labels if view.repo else ()
    return [Sanction("label", scope=each.val) for each in labels if not each.neg]


def _strike(event: Event) -> Strike | None:
    """A takedown that counts: the server keeps the count and its end with the event."""
    if not event.number("strikeCount") or event.type != "modEventTakedown":
        return None
    ends = event.text("strikeExpiresAt")
    until = datetime.fromisoformat(ends) if ends else None
    policies = event.texts("policies")
    return Strike(policies[0] if policies else "", event.created_at, until, str(event.id))


def _entry(event: Event) -> HistoryEntry:
    deed = deed_of(event)
    report = event.type == "modEventReport"
    said = event.text("comment") or event.text("subjectLine")
    labels = [f"+{each}" for each in event.texts("createLabelVals")]
    labels += [f"-{each}" for each in event.texts("negateLabelVals")]
    return HistoryEntry(
        str(event.id),
        event.created_at,
        # an event of a type nobody knows is shown by that type
        "decision" if deed else _KINDS.get(event.type, event.type.removeprefix("modEvent") or "event"),
        guideline=guideline_of(event.text("reportType")) if report else "",
        action=deed,
        words=" ".join(part for part in (*labels, said) if part),
        by=event.creator_handle or event.created_by,
        case_id=event.subject.id,
    )


def _known(at: datetime | None) -> datetime | None:
    """The server writes the beginning of time where it has not indexed an account yet."""
    return at if at is not None and at.year > LONG_AGO.year else None
