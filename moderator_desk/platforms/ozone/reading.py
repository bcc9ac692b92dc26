"""A subject with its events made into a case."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from moderator_desk.models.values import (
    Case,
    ContextMessage,
    Item,
    Note,
    PastDecision,
    Person,
    Report,
    Reporter,
)
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.ozone import texts
from moderator_desk.platforms.ozone.client import Client, Unwilling
from moderator_desk.platforms.ozone.wire import (
    DEFS,
    LONG_AGO,
    MODERATION,
    POST,
    Event,
    Events,
    Json,
    Status,
    View,
    Views,
    did_of,
    is_record,
)

EVENTS_MOST = 100
"""Events of one subject that are read, newest first: a subject with more reports shows the newest of them."""

NEIGHBOURS_MOST = 12
_TOLD = ("Report", "Comment", "Acknowledge", "Escalate", "Takedown", "ReverseTakedown", "Label", "Email")
_REASONS = ("com.atproto.moderation.defs#reason", "tools.ozone.report.defs#reason")
_GUIDELINES = {
    "Spam": "SPAM",
    "MisleadingSpam": "SPAM",
    "MisleadingScam": "SPAM",
    "RuleProhibitedSales": "SPAM",
    "MisleadingImpersonation": "PRIV",
    "HarassmentDoxxing": "PRIV",
    "HarassmentHateSpeech": "HATE",
    "Harassment": "HAR",
    "Rude": "RESP",
    "Sexual": "NUD",
    "SelfHarm": "SELF",
    "Violence": "VIO",
}
"""Beginnings of Bluesky's reasons, and the guideline whose clauses answer them; the service has no texts of its own."""

_DEEDS = {
    "modEventAcknowledge": "dismiss",
    "modEventEscalate": "escalate",
    "modEventReverseTakedown": "restore",
}


def views_of(client: Client, ids: Iterable[str]) -> tuple[View, ...]:
    """Subjects as they are now, in any order; at most 100. One nobody ever acted on has no status."""
    try:
        return client.get(f"{MODERATION}.getSubjects", Views, subjects=list(ids)).subjects
    except Unwilling as error:
        if error.code == "InvalidRequest":  # an id that can be nobody's
            raise PlatformError("missing") from error
        raise


def view_of(client: Client, case_id: str) -> View:
    """One subject. Raises PlatformError("missing") for one the moderators never heard of."""
    found = next((each for each in views_of(client, [case_id]) if each.subject == case_id), None)
    if found is None or found.status is None:
        raise PlatformError("missing")
    return found


def events_of(client: Client, case_id: str) -> tuple[Event, ...]:
    """What was reported, decided and noted about exactly this subject, newest first."""
    types = [f"{DEFS}modEvent{each}" for each in _TOLD]
    query = {"subject": case_id, "types": types, "limit": EVENTS_MOST}
    return client.get(f"{MODERATION}.queryEvents", Events, **query).events


def case_of(client: Client, view: View, status: Status) -> Case:
    """The case that a subject's status makes."""
    events = events_of(client, view.subject)
    reports = tuple(_report(each) for each in reversed(events) if each.type == "modEventReport")
    return Case(
        id=view.subject,
        version=version_of(status),
        state=state_of(status),
        severity=_severity(status),
        opened_at=reports[0].at if reports else status.created_at,
        changed_at=status.updated_at,
        item=item_of(view, status),
        reports=reports,
        why_here=", ".join((*status.tags, *_labels(view))),
        context=_thread(client, view),
        decisions=tuple(each for event in reversed(events) if (each := _decision(event)) is not None),
        notes=_notes(status, events),
        abilities=("dismiss", *(("remove",) if is_record(view.subject) else ()), "warn", "ban", "escalate"),
    )


def version_of(status: Status) -> int:
    """A number that rises with every change: the status's own time in milliseconds."""
    return moment_of(status.updated_at)


def moment_of(at: datetime) -> int:
    """A time as versions count it, in milliseconds."""
    return round((at - LONG_AGO).total_seconds() * 1000)


def state_of(status: Status) -> str:
    """The state of the case."""
    if status.appealed:
        return "appealed"
    return {"reviewOpen": "open", "reviewEscalated": "escalated"}.get(status.state, "decided")


def revision_of(view: View) -> str:
    """Names what stands there now: a record's CID, a digest of an account's words, "" for what is gone."""
    if is_record(view.subject):
        return view.record.cid if view.record else ""
    return hashlib.blake2b(texts.account_text(view).encode(), digest_size=8).hexdigest() if view.repo else ""


def item_of(view: View, status: Status) -> Item:
    """The reported thing. The server keeps no earlier wording of a record that changed since it was reported: then what
    stands there now is shown on both sides, and the two revisions differ."""
    value, record = (view.record.value if view.record else {}), is_record(view.subject)
    gone = view.record is None if record else view.repo is None
    text = texts.said(value) if record else texts.account_text(view)
    now = revision_of(view)
    return Item(
        id=view.subject,
        kind=texts.kind_of(view.subject),
        author=Person(did_of(view.subject), view.repo.handle if view.repo else status.subject_repo_handle),
        text=text,
        text_now=None if gone else text,
        revision=now,
        reported_revision=status.subject.cid or now,
        language=texts.language_of(value),
        posted_at=texts.posted_at(value) if record else view.repo.indexed_at if view.repo else None,
        gone=gone,
        media=texts.pictures(view.subject, value),
        link=texts.link_of(view.subject),
    )


def reason_words(reason: str) -> str:
    """A reason without the namespace where it is one of Bluesky's two; any other as it is."""
    for known in _REASONS:
        if reason.startswith(known):
            return reason.removeprefix(known)
    return reason


def guideline_of(reason: str) -> str:
    """The desk's own guideline that a reason comes nearest to; the reason itself where there is none."""
    name = reason_words(reason)
    fits = [each for each in _GUIDELINES if name.startswith(each)]
    return _GUIDELINES[max(fits, key=len)] if fits else name


def deed_of(event: Event) -> str:
    """Which of the desk's actions an event comes down to, "" for none."""
    if event.type == "modEventTakedown":
        return "remove" if event.subject.uri else "ban"
    if event.type == "modEventLabel":
        put = event.texts("createLabelVals")
        return ("remove" if event.subject.uri else "ban") if put else "restore"
    if event.type == "modEventEmail":
        return "warn"
    return _DEEDS.get(event.type, "")


def _severity(status: Status) -> str:
    if status.priority_score >= 75:
        return "urgent"
    return "high" if status.priority_score >= 40 or status.state == "reviewEscalated" else "medium"


def _labels(view: View) -> tuple[str, ...]:
    held = view.record or view.repo
    return tuple(f"label:{each.val}" for each in held.labels if not each.neg) if held else ()


def _report(event: Event) -> Report:
    reporter = Reporter(event.created_by, event.creator_handle, filed=None)
    guideline, reason = guideline_of(event.text("reportType")), reason_words(event.text("reportType"))
    finer = "" if reason == guideline or reason in _GUIDELINES else f"({reason}) "
    words = f"{finer}{event.text('comment')}".strip()
    return Report(str(event.id), event.created_at, guideline, words, reporter)


def _decision(event: Event) -> PastDecision | None:
    action = deed_of(event)
    if not action:
        return None
    by = Person(event.created_by, event.creator_handle)
    return PastDecision(
        str(event.id),
        action,
        event.created_at,
        by,
        reason=event.text("comment"),
        duration_hours=event.number("durationInHours"),
    )


def _notes(status: Status, events: Iterable[Event]) -> tuple[Note, ...]:
    made = [
        Note(
            str(event.id),
            event.text("comment"),
            Person(event.created_by, event.creator_handle),
            event.created_at,
        )
        for event in events
        if event.type == "modEventComment" and event.text("comment") and event.event.get("sticky") is not True
    ]
    pinned = Note("sticky", status.comment, Person(""), status.updated_at, sticky=True)
    return ((pinned,) if status.comment else ()) + tuple(made)


def _thread(client: Client, view: View) -> tuple[ContextMessage, ...]:
    """What a post answers and what answers it. The AppView may not show it any more; the case does not wait for that."""
    if f"/{POST}/" not in view.subject or view.record is None:
        return ()
    try:
        query = {"uri": view.subject, "depth": 1, "parentHeight": NEIGHBOURS_MOST}
        thread = texts.inside(client.get("app.bsky.feed.getPostThread", dict, **query), "thread")
    except PlatformError as error:
        if isinstance(error, Unwilling) or error.why in ("missing", "server-error"):
            return ()
        raise
    before: list[ContextMessage] = []
    above = texts.inside(thread, "parent")
    while above and len(before) < NEIGHBOURS_MOST:
        message = _message(texts.inside(above, "post"), "before" if before else "parent")
        before += [message] if message else []
        above = texts.inside(above, "parent")
    replies = thread.get("replies")
    after = [
        _message(texts.inside(each, "post"), "after")
        for each in (replies[:NEIGHBOURS_MOST] if isinstance(replies, list) else [])
        if isinstance(each, dict)
    ]
    return (*reversed(before), *(each for each in after if each is not None))


def _message(post: Json, position: str) -> ContextMessage | None:
    record, author, uri = (
        texts.inside(post, "record"),
        texts.inside(post, "author"),
        texts.text_in(post, "uri"),
    )
    if not uri:
        return None
    who = Person(texts.text_in(author, "did"), texts.text_in(author, "handle"))
    at = texts.posted_at(record) or texts.moment(texts.text_in(post, "indexedAt")) or LONG_AGO
    return ContextMessage(uri, who, texts.said(record), at, position)
