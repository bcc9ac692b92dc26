"""One message and one member as the server knows them, made into our values."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from moderator_desk.models.values import (
    Case,
    ContextMessage,
    Counters,
    HistoryEntry,
    Item,
    Member,
    MemberFile,
    Person,
    Report,
    Reporter,
    Sanction,
)
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse import texts
from moderator_desk.platforms.synapse.wire import (
    ADMIN,
    USERS,
    Context,
    Detail,
    Event,
    Fetched,
    Room,
    Row,
    Rows,
    Unwilling,
    User,
    call,
    case_id,
    ids_of,
    room_path,
)

AROUND = 12
"""Messages around a reported one, half before and half after."""

ROWS_AT_ONCE = 1000
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


def reports_of(session: Session, case: str) -> tuple[Row, ...]:
    """Every report of one message, oldest first."""
    room, event = ids_of(case)
    # the server matches part of a room's id, and reads _ and % as wildcards: what it sends is looked through again
    found = listed(session, {"room_id": room})
    return tuple(row for row in found if (row.room_id, row.event_id) == (room, event))


def listed(session: Session, query: dict[str, object]) -> tuple[Row, ...]:
    """All reports that a filter lets through, oldest first, each once, though the list may shift while it is read.

    The server's place is an offset: a report that goes shifts all later ones. So each part begins with the last row of
    the part before; when that is not there any more, the list is read again from its beginning, a few times.
    """
    rows: dict[int, Row] = {}
    for _ in range(5):
        whole, part = True, _part(session, query, 0)
        rows |= {row.id: row for row in part}
        at = len(part) - 1
        while len(part) == ROWS_AT_ONCE:
            last = part[-1].id
            part = _part(session, query, at)
            rows |= {row.id: row for row in part}
            whole = bool(part) and part[0].id == last
            if not whole:
                break
            at += len(part) - 1
        if whole:
            break
    return tuple(sorted(rows.values(), key=lambda row: row.id))


def _part(session: Session, query: dict[str, object], at: int) -> tuple[Row, ...]:
    asked: dict[str, object] = {"from": at, "limit": ROWS_AT_ONCE, "dir": "f"}
    return call(session, "GET", f"{ADMIN}/event_reports", Rows, query=asked | query).event_reports


def room_of(session: Session, room: str) -> Room:
    """A room, or its bare id when the server does not have it any more."""
    try:
        return call(session, "GET", room_path(ADMIN, room), Room)
    except Unwilling:
        return Room(room)


def case_of(session: Session, rows: tuple[Row, ...], room: Room) -> Case:
    """The case that reports of one message make. Raises PlatformError("missing") when the message is gone for good."""
    first = rows[0]
    now = standing(session, first.room_id, first.event_id)
    if now is None:
        raise PlatformError("missing")
    latest = max(now.changed_ts, *(row.received_ts for row in rows))
    return Case(
        id=case_id(first.room_id, first.event_id),
        version=latest,
        state="open",
        severity="medium",
        opened_at=moment(first.received_ts),
        changed_at=moment(latest),
        item=_item(session, rows, now, room),
        reports=tuple(map(_report, rows)),
        context=_thread(session, now.context),
    )


def _item(session: Session, rows: tuple[Row, ...], now: Standing, room: Room) -> Item:
    event = now.context.event
    content = event.content
    if now.redacted:  # only a report still holds what was said
        content = _original(session, rows[0], event)
    first = texts.said(event.type, content)
    present: str | None = first
    if now.edit is not None:
        present = texts.said(event.type, texts.newest(now.edit.content))
    # an edit made before the first report is what was reported; the server itself shows the first wording only
    edited_before = now.edit is not None and now.edit.origin_server_ts <= rows[0].received_ts
    reported = present if edited_before and present is not None else first
    return Item(
        id=event.event_id,
        kind="room_message",
        author=Person(event.sender, event.sender),
        text=reported,
        text_now=None if now.redacted else present,
        revision=now.revision,
        reported_revision=now.revision if edited_before else event.event_id,
        posted_at=moment(event.origin_server_ts),
        edited_at=moment(now.edit.origin_server_ts) if now.edit else None,
        public=room.join_rules == "public",
        gone=now.redacted,
        place=room.name or room.canonical_alias or room.room_id,
        place_id=rows[0].room_id,
        media=() if now.redacted else texts.pictures(event.type, content),
        link=f"https://matrix.to/#{path_of(rows[0].room_id, event.event_id)}",
        unreadable="encrypted" if event.type == texts.ENCRYPTED else "",
    )


def _original(session: Session, row: Row, event: Event) -> dict[str, object]:
    try:
        told = call(session, "GET", f"{ADMIN}/event_reports{path_of(str(row.id))}", Detail)
    except Unwilling:
        return event.content
    return told.event_json.content


def _report(row: Row) -> Report:
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


def member_of(session: Session, member_id: str) -> MemberFile:
    """A member and the reports that are open now: the server keeps nothing of what was dealt with.

    Raises PlatformError("missing") for nobody; one of another server is a bare id.
    """
    try:
        user = call(session, "GET", f"{USERS}{path_of(member_id)}", User)
    except Unwilling as error:
        if error.why != "refused":
            raise
        return MemberFile(Member(member_id, member_id, role="remote"))
    against = listed(session, {"event_sender_user_id": member_id})
    made = [row for row in listed(session, {"user_id": member_id}) if row.user_id == member_id]
    history = [*_history(against, "report_against"), *_history(made, "report_made")]
    return MemberFile(
        Member(
            member_id,
            user.displayname or member_id,
            joined_at=datetime.fromtimestamp(user.creation_ts, UTC) if user.creation_ts else None,
            role="admin" if user.admin else "",
            sanctions=tuple(Sanction(kind) for kind in measures(user)),
            counters=Counters(None, len(against), None, len(made), None),
        ),
        tuple(sorted(history, key=lambda each: each.at, reverse=True)[:200]),
    )


def measures(user: User) -> tuple[str, ...]:
    """What is in force against an account, as codes."""
    told = {
        "suspend": user.suspended,
        "lock": user.locked,
        "shadow-ban": user.shadow_banned,
        "deactivated": user.deactivated,
    }
    return tuple(code for code, holds in told.items() if holds)


def _history(rows: Iterable[Row], kind: str) -> list[HistoryEntry]:
    return [
        HistoryEntry(
            f"{kind}-{row.id}",
            moment(row.received_ts),
            kind,
            outcome="pending",
            words=row.reason or "",
            by=row.user_id if kind == "report_against" else "",
            case_id=case_id(row.room_id, row.event_id),
        )
        for row in rows
    ]


def moment(ms: int) -> datetime:
    """A time from the server's milliseconds."""
    return datetime.fromtimestamp(ms / 1000, UTC)
