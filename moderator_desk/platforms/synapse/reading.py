"""One reported message as the server knows it, made into a case."""

from datetime import UTC, datetime

import msgspec

from moderator_desk.models.values import Action, Case, ContextMessage, Item, Person, Report, Reporter
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse import offers, texts
from moderator_desk.platforms.synapse.lists import ReportRow
from moderator_desk.platforms.synapse.wire import (
    ADMIN,
    Chunk,
    Context,
    Detail,
    Event,
    Fetched,
    Room,
    Row,
    Unwilling,
    call,
    room_path,
)

AROUND = 12
"""Messages around a reported one, half before and half after."""

EDITS_LOOKED_THROUGH = 100
"""The author's messages looked through for the wording that was reported, when there was another edit since."""

_MESSAGES = msgspec.json.encode({"types": ["m.room.message", texts.ENCRYPTED, "m.sticker"]}).decode()


class Standing(msgspec.Struct, frozen=True):
    """How a message stands on the server: its newest revision, whether it was redacted, and when it last changed (ms)."""

    context: Context
    revision: str
    edit: Event | None
    redacted: bool
    changed_ts: int


def standing(session: Session, room: str, event: str) -> Standing | None:
    """The message as it is now, or None when the server does not have it any more (a purged room)."""
    query: dict[str, object] = {"limit": AROUND, "filter": _MESSAGES}
    try:
        context = call(session, "GET", room_path(ADMIN, room, "context", event), Context, query=query)
    except Unwilling as error:
        if error.why == "missing":
            return None
        raise
    about = context.event.unsigned
    because = about.get("redacted_because")
    if isinstance(because, dict):
        when = because.get("origin_server_ts")
        changed = when if isinstance(when, int) else context.event.origin_server_ts
        return Standing(context, f"{event} redacted", None, True, changed)
    edit = _edit(about)
    if edit is None:
        return Standing(context, event, None, False, context.event.origin_server_ts)
    return Standing(context, edit.event_id, edit, False, edit.origin_server_ts)


def _edit(about: dict[str, object]) -> Event | None:
    relations = about.get("m.relations")
    found = relations.get("m.replace") if isinstance(relations, dict) else None
    try:
        return msgspec.convert(found, Event) if found else None
    except msgspec.ValidationError:
        return None


def room_of(session: Session, room: str) -> Room:
    """A room, or its bare id when the server does not have it any more."""
    try:
        return call(session, "GET", room_path(ADMIN, room), Room)
    except Unwilling:
        return Room(room)


def message_case(session: Session, rows: tuple[Row, ...], room: Room, home: str) -> Case:
    """The case that reports of one message make. Raises PlatformError."""
    first = rows[0]
    now = standing(session, first.room_id, first.event_id)
    if now is None:
        return _purged(rows, room)
    latest = max(now.changed_ts, *(row.received_ts for row in rows))
    # of a redacted message only a report still holds what was said
    content = _original(session, first, now.context.event) if now.redacted else now.context.event.content
    media = texts.addresses(content) or (texts.addresses(now.edit.content) if now.edit else ())
    actions, scopes = offers.on_message(now.context.event.sender, home, media=bool(media))
    return Case(
        id=first.case_id,
        version=latest,
        state="open",
        severity="medium",
        opened_at=moment(first.received_ts),
        changed_at=moment(latest),
        item=_item(session, rows, now, content, room),
        reports=tuple(map(report_of, rows)),
        context=_thread(session, now.context),
        abilities=actions,
        scopes=scopes,
    )


def _purged(rows: tuple[Row, ...], room: Room) -> Case:
    """A message that the server has no more, though it still lists its reports: nothing is left but to dismiss them."""
    first, latest = rows[0], max(row.received_ts for row in rows)
    author = first.sender or ""
    return Case(
        id=first.case_id,
        version=latest,
        state="open",
        severity="medium",
        opened_at=moment(first.received_ts),
        changed_at=moment(latest),
        item=Item(
            first.event_id,
            "room_message",
            Person(author, author),
            gone=True,
            place=room.name or first.room_id,
        ),
        reports=tuple(map(report_of, rows)),
        abilities=(Action.DISMISS,),
    )


def _item(
    session: Session, rows: tuple[Row, ...], now: Standing, content: dict[str, object], room: Room
) -> Item:
    event = now.context.event
    newest = texts.newest(now.edit.content) if now.edit else content
    # the server shows the first wording; what was reported is the one that stood when the first report came
    reported = _edit_reported(session, rows[0].room_id, now, rows[0].received_ts)
    then = texts.newest(reported.content) if reported else content
    pictures = (*texts.pictures(event.type, content), *texts.pictures(event.type, newest))
    return Item(
        id=event.event_id,
        kind="room_message",
        author=Person(event.sender, event.sender),
        text=texts.said(event.type, then),
        text_now=None if now.redacted else texts.said(event.type, newest),
        revision=now.revision,
        reported_revision=reported.event_id if reported else event.event_id,
        posted_at=moment(event.origin_server_ts),
        edited_at=moment(now.edit.origin_server_ts) if now.edit else None,
        public=room.join_rules == "public",
        gone=now.redacted,
        place=room.name or room.canonical_alias or room.room_id,
        place_id=rows[0].room_id,
        media=() if now.redacted else tuple({each.id: each for each in pictures}.values()),
        link=f"https://matrix.to/#{path_of(rows[0].room_id, event.event_id)}",
        unreadable="encrypted" if event.type == texts.ENCRYPTED else "",
    )


def _edit_reported(session: Session, room: str, now: Standing, until: int) -> Event | None:
    """The newest edit that was made by a moment (ms); None when the first wording still stood then."""
    if now.edit is None or now.edit.origin_server_ts <= until:
        return now.edit
    event = now.context.event
    after = list(now.context.events_after)
    if now.context.end and (not after or after[-1].origin_server_ts <= until):
        wanted = {"types": ["m.room.message"], "senders": [event.sender]}
        query: dict[str, object] = {
            "dir": "f",
            "from": now.context.end,
            "limit": EDITS_LOOKED_THROUGH,
            "filter": msgspec.json.encode(wanted).decode(),
        }
        path = room_path(ADMIN, room, "messages")
        after += call(session, "GET", path, Chunk, query=query).chunk
    made = [each for each in after if each.sender == event.sender and each.origin_server_ts <= until]
    return next((each for each in reversed(made) if texts.edited(each.content) == event.event_id), None)


def _original(session: Session, row: Row, event: Event) -> dict[str, object]:
    try:
        told = call(session, "GET", f"{ADMIN}/event_reports{path_of(str(row.id))}", Detail)
    except Unwilling:
        return event.content
    return told.event_json.content


def report_of(row: ReportRow) -> Report:
    """One report, in the reporter's words."""
    reporter = Reporter(row.user_id, row.user_id, filed=None)
    return Report(str(row.id), moment(row.received_ts), words=row.reason or "", reporter=reporter)


def _thread(session: Session, context: Context) -> tuple[ContextMessage, ...]:
    before = [each for each in reversed(context.events_before) if not texts.is_edit(each.content)]
    after = [each for each in context.events_after if not texts.is_edit(each.content)]
    parent = texts.replied_to(context.event.content)
    found = [_message(each, "parent" if each.event_id == parent else "before") for each in before]
    if parent and all(each.event_id != parent for each in before):
        found = [*_fetched(session, parent), *found]
    return (*found, *(_message(each, "after") for each in after))


def _fetched(session: Session, event_id: str) -> list[ContextMessage]:
    try:
        told = call(session, "GET", f"{ADMIN}/fetch_event{path_of(event_id)}", Fetched)
    except PlatformError:
        return []  # what it answers may be gone; the case does not wait for it
    return [_message(told.event, "parent")]


def _message(event: Event, position: str) -> ContextMessage:
    edit = _edit(event.unsigned)
    content = texts.newest(edit.content) if edit else event.content
    return ContextMessage(
        event.event_id,
        Person(event.sender, event.sender),
        texts.said(event.type, content),
        moment(event.origin_server_ts),
        position,
    )


def moment(ms: int) -> datetime:
    """A time from the server's milliseconds."""
    return datetime.fromtimestamp(ms / 1000, UTC)
