"""Warnings to members about what they report: a message and a line of history, and nothing else comes of it."""

from sqlalchemy import Engine

from moderator_desk.server.bodies import WarningBody, fingerprint
from moderator_desk.server.intake import receive
from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import add_history, add_log, add_message, load_case, load_member, now
from moderator_desk.server.staff import Staff
from moderator_desk.server.wire import HistoryEntry, InboxMessage, encode


def warn_reporter(engine: Engine, staff: Staff, member_id: str, body: WarningBody) -> tuple[bytes, bool]:
    """Warn a member who reported this case; the message, and whether it is new. Raises Problem: not-found, id-reused,
    out-of-bounds for somebody who did not report it."""
    with engine.begin() as connection:
        if load_member(connection, member_id) is None:
            raise Problem("not-found", "There is no such member.")
        case, _fence = load_case(connection, body.case_id)
        if all(each.reporter is None or each.reporter.id != member_id for each in case.reports):
            raise Problem("out-of-bounds", "This member did not report that case.")
        message = InboxMessage(f"inbox-{body.id}", now(), body.id, "warn", body.message, body.language)
        document = encode(message)
        known = receive(
            connection, body.id, fingerprint(staff.id, "warning", member_id, body), member_id, document
        )
        if known is not None:
            return known, False
        add_message(connection, member_id, message)
        line = HistoryEntry(
            body.id, message.at, "reporter", action="warning", by=staff.name, case_id=body.case_id
        )
        add_history(connection, member_id, line)
        add_log(connection, staff.id, "warning", body.id)
        return document, True
