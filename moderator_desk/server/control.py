"""Routes of a test's hand behind the scenes. They are there only when the server is started with --control."""

import random
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, func, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moderator_desk.server.bodies import ItemBody, PersonBody, ReportBody, ReporterBody, read_body
from moderator_desk.server.faults import KINDS, Fault
from moderator_desk.server.intake import take_report
from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import (
    GONE,
    load_case,
    now,
    revision,
    save_case,
    times_applied,
)
from moderator_desk.server.site import Site
from moderator_desk.server.staff import Staff
from moderator_desk.server.tables import CaseRow, DecisionRow, InboxRow, LogRow, MemberRow
from moderator_desk.server.wire import Case, decode_case, decode_decision, decode_member, encode

PATH = "/_control"
B = TypeVar("B", bound=Struct)
_BACK_END = Staff("platform", "platform", "admin")


class ItemWish(Struct, forbid_unknown_fields=True):
    """Which item, and its new text."""

    item_id: str
    text: str = ""


class CaseWish(Struct, forbid_unknown_fields=True):
    """Which case."""

    case_id: str


class MemberWish(Struct, forbid_unknown_fields=True):
    """Which member."""

    member_id: str


class ReportWish(Struct, forbid_unknown_fields=True):
    """A report to come in; what is left out is drawn at random. `new_item` makes a case of its own."""

    case_id: str = ""
    guideline: str = ""
    words: str = "Please have a look at this."
    reporter_id: str = ""
    new_item: bool = False
    seed: int | None = None


def control_routes(site: Site, faults: list[Fault]) -> list[Route]:
    """The control routes; `faults` are those in front of the application."""
    return [
        Route(f"{PATH}/faults", _faults(faults), methods=["GET", "POST", "DELETE"]),
        _posted("reset", lambda raw: _reset(site, faults)),
        _posted("edit-item", lambda raw: _change_item(site, read_body(raw, ItemWish), gone=False)),
        _posted("delete-item", lambda raw: _change_item(site, read_body(raw, ItemWish), gone=True)),
        _posted("delete-member", lambda raw: _delete_member(site, read_body(raw, MemberWish))),
        _posted("report", lambda raw: _report(site, read_body(raw or b"{}", ReportWish))),
        _posted("touch", lambda raw: _change_case(site, read_body(raw, CaseWish), _leave)),
        _posted("lapse-claim", lambda raw: _change_case(site, read_body(raw, CaseWish), _lapse)),
        Route(f"{PATH}/log", _told(site, partial(_log, site))),
        Route(f"{PATH}/effects", _told(site, _effects)),
    ]


def _posted(name: str, do: Callable[[bytes], object]) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            return _json(do(await request.body()))
        except Problem as problem:
            return problem.response()

    return Route(f"{PATH}/{name}", endpoint, methods=["POST"])


def _told(site: Site, read: Callable[[Connection], object]) -> Callable[[Request], Any]:
    async def endpoint(_: Request) -> Response:
        with site.engine.connect() as connection:
            return _json(read(connection))

    return endpoint


def _json(value: object) -> Response:
    return Response(encode(value), media_type="application/json")


def _faults(faults: list[Fault]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            try:
                fault = read_body(await request.body(), Fault)
                if fault.kind not in KINDS:
                    raise Problem("out-of-bounds", f"A fault is one of {', '.join(sorted(KINDS))}.")
            except Problem as problem:
                return problem.response()
            faults.append(fault)
        return _json({"faults": faults})

    return endpoint


def _reset(site: Site, faults: list[Fault]) -> dict[str, int]:
    faults.clear()
    site.reset()
    with site.engine.connect() as connection:
        return {"cases": connection.execute(select(func.count()).select_from(CaseRow)).scalar_one()}


def _change_item(site: Site, wish: ItemWish, *, gone: bool) -> Case:
    """What its author or another tool of the platform does to an item."""
    with site.engine.begin() as connection:
        case_id = connection.execute(select(CaseRow.id).where(CaseRow.item_id == wish.item_id)).scalar()
        case, fence = load_case(connection, case_id or "")
        case.item.text_now = None if gone else wish.text
        case.item.gone = gone
        case.item.edited_at = now()
        case.item.revision = GONE if gone else revision(wish.text)
        save_case(connection, case, fence)
    return case


def _delete_member(site: Site, wish: MemberWish) -> dict[str, int]:
    """A member leaves for good, and nothing is kept of them but what they wrote."""
    with site.engine.begin() as connection:
        done = connection.execute(delete(MemberRow).where(MemberRow.id == wish.member_id))
    return {"members": done.rowcount}


def _change_case(site: Site, wish: CaseWish, change: Callable[[Case], bool]) -> Case:
    with site.engine.begin() as connection:
        case, fence = load_case(connection, wish.case_id)
        save_case(connection, case, fence, rises=change(case))
    site.end_lapsed_claims()
    return case


def _leave(_: Case) -> bool:
    return True


def _lapse(case: Case) -> bool:
    if case.claim:
        case.claim.until = now()
    return False


def _report(site: Site, wish: ReportWish) -> dict[str, object]:
    dice = random.Random(wish.seed)
    with site.engine.connect() as connection:
        ids = connection.scalars(select(CaseRow.id).where(CaseRow.state == "open").order_by(CaseRow.id)).all()
        case, _ = load_case(connection, wish.case_id or dice.choice(ids))
        people = connection.scalars(select(MemberRow.id).order_by(MemberRow.id).limit(1000)).all()
    item = ItemBody(case.item.id, case.item.kind, case.item.text_now or "", case.item.language)
    if wish.new_item:
        item.id = f"item-{uuid.UUID(int=dice.getrandbits(128))}"
    author = case.item.author
    body = ReportBody(
        f"report-{uuid.UUID(int=dice.getrandbits(128))}",
        item,
        PersonBody(author.id, author.handle),
        wish.guideline or (case.reports[0].guideline if case.reports else ""),
        wish.words,
        ReporterBody(wish.reporter_id or dice.choice(people)),
    )
    case_id, new = take_report(site.engine, _BACK_END, body)
    return {"case_id": case_id, "report_id": body.id, "new": new}


def _log(site: Site, connection: Connection) -> dict[str, object]:
    """Every decision with how often it took effect, in the order of arrival; every write; every picture asked for."""
    applied = times_applied(connection)
    documents = connection.scalars(select(DecisionRow.document).order_by(DecisionRow.seq))
    made = [decode_decision(document) for document in documents]
    writes = connection.execute(select(LogRow.kind, LogRow.by, LogRow.subject).order_by(LogRow.seq))
    return {
        "decisions": [{"decision": each, "applied": applied.get(each.id, 0)} for each in made],
        "writes": [{"kind": row.kind, "by": row.by, "subject": row.subject} for row in writes],
        "pictures": list(site.pictures_asked),
    }


def _effects(connection: Connection) -> dict[str, object]:
    """What stands after all decisions: items of touched cases, measures against members, their inboxes."""
    touched = select(DecisionRow.case_id)
    rows = connection.scalars(select(CaseRow.document).where(CaseRow.id.in_(touched)))
    people = connection.scalars(
        select(MemberRow.document).where(MemberRow.id.in_(select(DecisionRow.member_id)))
    )
    members = [decode_member(document) for document in people]
    inbox: dict[str, list[object]] = {}
    for row in connection.execute(select(InboxRow.member_id, InboxRow.document).order_by(InboxRow.seq)):
        inbox.setdefault(row.member_id, []).append(msgspec.json.decode(row.document))
    return {
        "items": {
            case.item.id: {"text": case.item.text_now, "gone": case.item.gone, "state": case.state}
            for case in map(decode_case, rows)
        },
        "strikes": {member.id: member.strikes for member in members},
        "sanctions": {member.id: member.sanctions for member in members},
        "inbox": inbox,
    }
