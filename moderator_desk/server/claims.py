"""Claims: leases by the server's clock, with a fencing number that rises with every new holder."""

from datetime import timedelta

from sqlalchemy import Connection, Engine, select

from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import add_log, load_case, now, save_case
from moderator_desk.server.staff import Staff
from moderator_desk.server.tables import CaseRow
from moderator_desk.server.wire import Case, Claim, decode_case

LEASE = timedelta(minutes=10)


def take_claim(engine: Engine, staff: Staff, case_id: str) -> Claim:
    """Claim a case for ten minutes, or renew.

    Raises Problem: not-found, claim-taken (with the claim), stale-version when the case is decided.
    """
    with engine.begin() as connection:
        case, fence = load_case(connection, case_id)
        if case.state == "decided":
            raise Problem("stale-version", "The case was decided already.", why="decided", case=case)
        held = _held(case)
        if held and held.holder.id != staff.id:
            raise Problem("claim-taken", claim=held)
        fence += not held
        case.claim = Claim(staff.person, now() + LEASE, fence)
        case.state = "claimed" if case.state == "open" else case.state
        save_case(connection, case, fence, rises=False)
        add_log(connection, staff.id, "claim", case_id)
        return case.claim


def drop_claim(engine: Engine, staff: Staff, case_id: str) -> None:
    """Give a claim back; nothing to give back is well too. Raises Problem: claim-taken when it is somebody else's."""
    with engine.begin() as connection:
        case, fence = load_case(connection, case_id)
        held = _held(case)
        if held and held.holder.id != staff.id:
            raise Problem("claim-taken", claim=held)
        if case.claim:
            _release(connection, case, fence)
            add_log(connection, staff.id, "release", case_id)


def end_lapsed_claims(engine: Engine) -> None:
    """Open the cases whose lease has run out, so that the change feed tells of them."""
    lapsed = CaseRow.claim_until < now().timestamp()
    with engine.begin() as connection:
        rows = connection.execute(select(CaseRow.document, CaseRow.fence).where(lapsed).limit(500)).all()
        for row in rows:
            _release(connection, decode_case(row.document), row.fence)


def _held(case: Case) -> Claim | None:
    return case.claim if case.claim and case.claim.until > now() else None


def _release(connection: Connection, case: Case, fence: int) -> None:
    case.claim = None
    case.state = "open" if case.state == "claimed" else case.state
    save_case(connection, case, fence, rises=False)
