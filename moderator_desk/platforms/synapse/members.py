"""A member as the server knows them: account state, rooms, media, and the reports that are open now."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from moderator_desk.models.values import Counters, HistoryEntry, Member, MemberFile, Sanction
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse.in_room import memberships
from moderator_desk.platforms.synapse.lists import ReportRow, account_part, message_part
from moderator_desk.platforms.synapse.reading import moment
from moderator_desk.platforms.synapse.wire import ADMIN, USERS, AccountRow, Counted, Unwilling, User, call

ROWS_MOST = 200
"""Reports read of each kind, the newest first; of more than that only the number is told."""

BANS_MOST = 20
_Part = Callable[[Session, dict[str, object]], tuple[tuple[ReportRow, ...], int]]


def member_of(session: Session, member_id: str) -> MemberFile:
    """A member and the reports that are open now: the server keeps nothing of what was dealt with.

    Raises PlatformError("missing") for nobody; of one of another server only the reports are known.
    """
    try:
        user: User | None = call(session, "GET", f"{USERS}{path_of(member_id)}", User)
    except Unwilling as error:
        if error.why != "refused":
            raise
        user = None
    against, against_count = _against(session, member_id)
    made, made_count = _made(session, member_id)
    counters = Counters(None, against_count, None, made_count, None)
    history = [*_history(against, "report_against"), *_history(made, "report_made")]
    newest = tuple(sorted(history, key=lambda each: each.at, reverse=True)[:ROWS_MOST])
    if user is None:
        return MemberFile(Member(member_id, member_id, role="remote", counters=counters), newest)
    rooms = memberships(session, member_id)
    banned = [room for room, how in rooms.items() if how == "ban"]
    uploads = call(session, "GET", f"{ADMIN}/users{path_of(member_id, 'media')}", Counted, query={"limit": 1})
    return MemberFile(
        Member(
            member_id,
            user.displayname or member_id,
            joined_at=datetime.fromtimestamp(user.creation_ts, UTC) if user.creation_ts else None,
            role="admin" if user.admin else "",
            sanctions=(
                *(Sanction(kind) for kind in measures(user)),
                *(Sanction("room-ban", scope=room) for room in banned[:BANS_MOST]),
            ),
            counters=Counters(
                None,
                against_count,
                None,
                made_count,
                None,
                rooms=sum(how == "join" for how in rooms.values()),
                media=uploads.total,
            ),
        ),
        newest,
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


def _against(session: Session, member_id: str) -> tuple[list[ReportRow], int]:
    said, said_count = _newest(session, message_part, event_sender_user_id=member_id)
    named, named_count = _newest(session, account_part, target_user_id=member_id)
    # but for the sender of a message, the server matches parts of ids: others' reports are let go, and not counted
    ours = [row for row in named if isinstance(row, AccountRow) and row.target_user_id == member_id]
    return [*said, *ours], said_count + named_count - (len(named) - len(ours))


def _made(session: Session, member_id: str) -> tuple[list[ReportRow], int]:
    said, said_count = _newest(session, message_part, user_id=member_id)
    named, named_count = _newest(session, account_part, user_id=member_id)
    ours = [row for row in (*said, *named) if row.user_id == member_id]
    return ours, said_count + named_count - (len(said) + len(named) - len(ours))


def _newest(session: Session, part: _Part, **wanted: object) -> tuple[tuple[ReportRow, ...], int]:
    return part(session, {"limit": ROWS_MOST, "dir": "b"} | wanted)


def _history(rows: Iterable[ReportRow], kind: str) -> list[HistoryEntry]:
    return [
        HistoryEntry(
            f"{kind}-{'account-' if isinstance(row, AccountRow) else ''}{row.id}",
            moment(row.received_ts),
            kind,
            outcome="pending",
            words=row.reason or "",
            by=row.user_id if kind == "report_against" else "",
            case_id=row.case_id,
        )
        for row in rows
    ]
