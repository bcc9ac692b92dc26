"""What is added to a case or member without deciding anything: notes by moderators, reports by the platform."""

import msgspec
from sqlalchemy import Connection, Engine, insert, select, update

from moderator_desk.server.bodies import NoteBody, ReportBody, fingerprint
from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import (
    add_case,
    add_history,
    add_log,
    load_case,
    load_member,
    now,
    revision,
    save_case,
    save_member,
    seal,
)
from moderator_desk.server.seed import report_lines
from moderator_desk.server.staff import Staff
from moderator_desk.server.tables import CaseRow, HistoryRow, MediaRow, MemberRow, ReceivedRow
from moderator_desk.server.wire import (
    Case,
    ContextMessage,
    Evidence,
    HistoryEntry,
    Item,
    Media,
    Member,
    Note,
    Person,
    Report,
    Reporter,
    encode,
)

MOST_REPORTS = 1000
"""A case carries this many reports at most; a pile-on beyond it is counted, not carried."""


def note_case(engine: Engine, staff: Staff, case_id: str, body: NoteBody) -> tuple[bytes, bool]:
    """Put a note on a case; the note, and whether it is new. Raises Problem: not-found, id-reused."""
    with engine.begin() as connection:
        case, fence = load_case(connection, case_id)
        note = Note(body.id, body.text, staff.person, now(), body.sticky)
        print_ = fingerprint(staff.id, "case", case_id, body)
        known = receive(connection, body.id, print_, case_id, encode(note))
        if known is not None:
            return known, False
        case.notes.append(note)
        save_case(connection, case, fence, rises=False)
        add_log(connection, staff.id, "note", body.id)
        return encode(note), True


def note_member(engine: Engine, staff: Staff, member_id: str, body: NoteBody) -> tuple[bytes, bool]:
    """Put a note into a member's history; a sticky one becomes the note of the header."""
    with engine.begin() as connection:
        member = load_member(connection, member_id)
        if member is None:
            raise Problem("not-found", "There is no such member.")
        note = Note(body.id, body.text, staff.person, now(), body.sticky)
        print_ = fingerprint(staff.id, "member", member_id, body)
        known = receive(connection, body.id, print_, member_id, encode(note))
        if known is not None:
            return known, False
        line = HistoryEntry(body.id, note.at, "note", words=body.text, by=staff.name)
        add_history(connection, member_id, line)
        if body.sticky:
            member.sticky_note = body.text
            save_member(connection, member)
        add_log(connection, staff.id, "note", body.id)
        return encode(note), True


def take_report(engine: Engine, staff: Staff, body: ReportBody) -> tuple[str, bool]:
    """Take a report in: into the case of its item, opened again when it was decided, or into a new one.

    The case's id, and whether the report is new. Raises Problem: id-reused, out-of-bounds, sealed-case.
    """
    with engine.begin() as connection:
        case_id = connection.execute(
            select(CaseRow.id).where(CaseRow.item_id == body.item.id)
        ).scalar_one_or_none()
        subject = case_id or f"case-{body.id}"
        known = receive(connection, body.id, fingerprint(staff.id, "report", body), subject, b"")
        if known is not None:
            return known.decode(), False
        report = _report(connection, body)
        if case_id:
            _merge(connection, case_id, body, report)
        else:
            _open(connection, subject, body, report)
        add_log(connection, staff.id, "report", body.id)
        return subject, True


def receive(
    connection: Connection, received_id: str, print_: str, subject: str, document: bytes
) -> bytes | None:
    """Note an id as received; what it was answered before, when it was. A report is answered with its case."""
    row = connection.execute(select(ReceivedRow).where(ReceivedRow.id == received_id)).one_or_none()
    if row is None:
        values = {"id": received_id, "fingerprint": print_, "subject": subject, "document": document}
        connection.execute(insert(ReceivedRow).values(values))
        return None
    if row.fingerprint != print_:
        raise Problem("id-reused", "This id was used before with another content.")
    found: bytes = row.document or row.subject.encode()
    return found


def _report(connection: Connection, body: ReportBody) -> Report:
    _greet(connection, Person(body.author.id, body.author.handle))
    reporter = None
    if body.reporter:
        member = _greet(connection, Person(body.reporter.id, body.reporter.handle))
        counters = member.counters
        dismissed = connection.execute(
            select(MemberRow.dismissed).where(MemberRow.id == member.id)
        ).scalar_one()
        reporter = Reporter(
            member.id,
            member.handle,
            counters.reports_made,
            counters.upheld_made,
            dismissed,
            body.reporter.blocked_author,
        )
        counters.reports_made += 1
        save_member(connection, member)
    author = load_member(connection, body.author.id)
    if author:
        author.counters.reports_against += 1
        save_member(connection, author)
    evidence = msgspec.convert(body.evidence, list[Evidence], from_attributes=True)
    _note_media(connection, [each.media for each in evidence if each.media])
    at = body.at or now()
    return Report(body.id, at, body.guideline, body.words, reporter, body.reporter is None, evidence)


def _greet(connection: Connection, person: Person) -> Member:
    """The member of that id, made known when new."""
    member = load_member(connection, person.id)
    if member is None:
        member = Member(person.id, person.handle or person.id)
        save_member(connection, member)
    return member


def _merge(connection: Connection, case_id: str, body: ReportBody, report: Report) -> None:
    case, fence = load_case(connection, case_id)
    if case.item.author.id != body.author.id:
        raise Problem("out-of-bounds", "The item is known with another author.")
    if len(case.reports) < MOST_REPORTS:
        case.reports.append(report)
    if case.state == "decided":
        case.state = "open"
    if case.state == "sealed" or any(media.sealed for media in body.item.media):
        case.item.media = (
            msgspec.convert(body.item.media, list[Media], from_attributes=True) or case.item.media
        )
        _note_media(connection, case.item.media)
        seal(case)
    elif not case.item.gone and body.item.text != case.item.text_now:
        case.item.text_now, case.item.edited_at = body.item.text, now()
        case.item.revision = revision(body.item.text)
    save_case(connection, case, fence)
    _line(connection, case, report)


def _open(connection: Connection, case_id: str, body: ReportBody, report: Report) -> None:
    given = msgspec.convert(
        {name: getattr(body.item, name) for name in body.item.__struct_fields__ if name != "media"}
        | {"author": {"id": body.author.id, "handle": body.author.handle}},
        Item,
    )
    given.media = msgspec.convert(body.item.media, list[Media], from_attributes=True)
    given.text_now = given.text
    given.revision = given.reported_revision = revision(given.text)
    _note_media(connection, given.media)
    context = msgspec.convert(body.thread, list[ContextMessage], from_attributes=True)
    case = Case(case_id, 1, "open", body.severity, report.at, now(), given, [report], body.why_here, context)
    if any(media.sealed for media in given.media):
        seal(case)
    add_case(connection, case)
    _line(connection, case, report)


def _line(connection: Connection, case: Case, report: Report) -> None:
    one = msgspec.structs.replace(case, reports=[report], state="open")
    connection.execute(insert(HistoryRow), list(report_lines(one)))


def _note_media(connection: Connection, pictures: list[Media]) -> None:
    """Remember which pictures are sealed: their bytes are never taken in, so nothing can be asked for."""
    for media in pictures:
        known = connection.execute(select(MediaRow.id).where(MediaRow.id == media.id)).first()
        if media.sealed and known:
            sealed = update(MediaRow).where(MediaRow.id == media.id).values(sealed=True, content=b"")
            connection.execute(sealed)
        elif media.sealed:
            row = {"id": media.id, "content_type": "", "sealed": True, "content": b""}
            connection.execute(insert(MediaRow).values(row))
