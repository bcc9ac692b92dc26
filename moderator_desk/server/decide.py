"""Taking a decision or its reversal in: the id's row and every effect in one transaction, or nothing."""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, insert, select, update

from moderator_desk.server.bodies import DecisionBody, ReversalBody, fingerprint
from moderator_desk.server.effects import Undo, apply_effects, take_back
from moderator_desk.server.guidelines import Rules
from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import add_history, add_log, load_case, now, save_case
from moderator_desk.server.staff import MODERATOR_BAN_HOURS, Staff
from moderator_desk.server.tables import DecisionRow
from moderator_desk.server.wire import (
    Case,
    HistoryEntry,
    LoggedDecision,
    PastDecision,
    Span,
    decode_decision,
    encode,
)


class Taken(NamedTuple):
    """A decision the server has. `first`: whether it was this request that applied it."""

    decision: LoggedDecision
    case: Case
    first: bool


def take_decision(
    engine: Engine, rules: Rules, staff: Staff, decision_id: str, version: int, body: DecisionBody
) -> Taken:
    """Apply a decision once. Raises Problem: not-found, forbidden, sealed-case, stale-claim, stale-version (with the
    case as it now is and why), id-reused, out-of-bounds."""
    print_ = fingerprint(staff.id, "decision", body)
    with engine.begin() as connection:
        known = _known(connection, decision_id, print_)
        if known:
            return known
        case, fence = load_case(connection, body.case_id)
        _check_bounds(rules, case, body)
        _check_role(staff, case, body)
        _check_fresh(case, fence, version, body)
        _check_spans(case, body)
        made = _decision(decision_id, staff, version, body)
        undo = apply_effects(connection, case, made, staff, rules.strike_days(body.guideline))
        _record(connection, case, made, undo, print_, staff)
        save_case(connection, case, fence)
        add_log(connection, staff.id, "decision", decision_id)
    return Taken(made, case, first=True)


def take_reversal(engine: Engine, staff: Staff, past_id: str, body: ReversalBody) -> Taken:
    """Undo a decision once, by a new decision with its own id. Raises Problem like `take_decision`."""
    print_ = fingerprint(staff.id, "reversal", past_id, body)
    with engine.begin() as connection:
        known = _known(connection, body.id, print_)
        if known:
            return known
        row = connection.execute(
            select(DecisionRow.document, DecisionRow.undo).where(DecisionRow.id == past_id).with_for_update()
        ).one_or_none()
        if row is None:
            raise Problem("not-found", "There is no such decision.")
        past, undo = decode_decision(row.document), msgspec.json.decode(row.undo, type=Undo)
        if past.by.id != staff.id:
            staff.need("reverse-any", "Only a senior moderator may undo what somebody else decided.")
        case, fence = load_case(connection, past.case_id)
        _check_reversible(case, past, undo)
        made = _reversal(staff, case, past, body)
        take_back(connection, case, past, undo)
        _mark_reversed(connection, case, past, made.id)
        entry = HistoryEntry(
            made.id, now(), "decision", made.guideline, "restore", "applied", made.reason, staff.name
        )
        entry.case_id = case.id
        add_history(connection, made.member_id, entry)
        _record(connection, case, made, Undo(case.state, case.item), print_, staff)
        save_case(connection, case, fence)
        add_log(connection, staff.id, "reversal", made.id)
    return Taken(made, case, first=True)


def _known(connection: Connection, decision_id: str, print_: str) -> Taken | None:
    row = connection.execute(
        select(DecisionRow.document, DecisionRow.fingerprint).where(DecisionRow.id == decision_id.lower())
    ).one_or_none()
    if row is None:
        return None
    if row.fingerprint != print_:
        raise Problem("id-reused", "This id stands for another decision already.")
    made = decode_decision(row.document)
    return Taken(made, load_case(connection, made.case_id)[0], first=False)


def _check_bounds(rules: Rules, case: Case, body: DecisionBody) -> None:
    if body.item_id != case.item.id or body.member_id != case.item.author.id:
        raise Problem("out-of-bounds", "Item and member must be those of the case.")
    if (body.new_text is not None) != (body.action == "edit"):
        raise Problem("out-of-bounds", "An edit, and nothing else, carries new_text.")
    if body.duration_hours is not None and body.action != "ban":
        raise Problem("out-of-bounds", "Only a ban has a duration.")
    if body.action == "warn" and not body.message.strip():
        raise Problem("out-of-bounds", "A warning needs a message.")
    if body.guideline and not rules.knows(body.guideline):
        raise Problem("out-of-bounds", "There is no such guideline.")


def _check_spans(case: Case, body: DecisionBody) -> None:
    """Marked words are those of the item as it is, which is what the decision was taken on: it would be stale else."""
    text = case.item.text if case.item.text_now is None else case.item.text_now
    if any(not span.start < span.end <= len(text) for span in body.spans):
        raise Problem("out-of-bounds", "A span must lie within the text of the item.")


def _check_role(staff: Staff, case: Case, body: DecisionBody) -> None:
    sealed = case.state == "sealed" or any(media.sealed for media in case.item.media)
    if sealed and body.action != "escalate":
        raise Problem("sealed-case")
    long = body.duration_hours is None or body.duration_hours > MODERATOR_BAN_HOURS
    if body.action == "ban" and long:
        staff.need("ban", "A moderator may ban for seven days at most.")
    if body.action == "restore":
        staff.need("restore", "Only a senior moderator may restore.")
    if case.state == "escalated" and body.action != "escalate":
        staff.need("decide-escalated", "The case was handed up: a senior moderator decides it.")


def _check_fresh(case: Case, fence: int, version: int, body: DecisionBody) -> None:
    if case.state == "decided" and body.action != "restore":
        raise Problem("stale-version", "The case was decided already.", why="decided", case=case)
    if body.fence is not None and body.fence != fence:
        raise Problem("stale-claim", claim=case.claim, case=case)
    item_same = body.item_revision in ("", case.item.revision)
    if version != case.version or not item_same:
        why = "gone" if case.item.gone else "case-changed" if item_same else "item-changed"
        raise Problem("stale-version", why=why, case=case)
    if body.action not in case.abilities:
        raise Problem("out-of-bounds", "This case does not allow that action.")
    if body.action == "edit" and body.new_text == case.item.text_now:
        raise Problem("out-of-bounds", "The edit changes nothing.")


def _check_reversible(case: Case, past: LoggedDecision, undo: Undo) -> None:
    if past.reverses:
        raise Problem("out-of-bounds", "A reversal cannot be undone: decide the case anew.")
    if past.reversed_by:
        raise Problem("stale-version", "It was undone already.", why="decided", case=case)
    standing = [each.id for each in case.decisions if not each.reversed_by and not each.reverses]
    if not standing or standing[-1] != past.id:
        raise Problem("stale-version", "The case was decided again since.", why="decided", case=case)
    if case.item.revision != undo.after:
        raise Problem("stale-version", "The item changed since.", why="item-changed", case=case)


def _decision(decision_id: str, staff: Staff, version: int, body: DecisionBody) -> LoggedDecision:
    given = {name: getattr(body, name) for name in body.__struct_fields__ if name not in ("by", "spans")}
    spans = [Span(each.start, each.end) for each in body.spans]
    return LoggedDecision(
        id=decision_id, by=staff.person, case_version=version, spans=spans, recorded_at=now(), **given
    )


def _reversal(staff: Staff, case: Case, past: LoggedDecision, body: ReversalBody) -> LoggedDecision:
    return LoggedDecision(
        id=body.id.lower(),
        action="restore",
        at=body.at,
        by=staff.person,
        guideline=past.guideline,
        guideline_version=past.guideline_version,
        reason=body.reason,
        reverses=past.id,
        case_id=case.id,
        case_version=case.version,
        item_id=past.item_id,
        item_revision=case.item.revision,
        member_id=past.member_id,
        clause=past.clause,
        note=body.note,
        recorded_at=now(),
    )


def _record(
    connection: Connection, case: Case, made: LoggedDecision, undo: Undo, print_: str, staff: Staff
) -> None:
    case.decisions.append(made.short())
    connection.execute(
        insert(DecisionRow).values(
            id=made.id,
            fingerprint=print_,
            case_id=case.id,
            member_id=made.member_id,
            moderator=staff.id,
            guideline=made.guideline,
            action=made.action,
            at=now().timestamp(),
            document=encode(made),
            undo=encode(undo),
        )
    )


def _mark_reversed(connection: Connection, case: Case, past: LoggedDecision, by_id: str) -> None:
    past.reversed_by, past.outcome = by_id, "reversed"
    connection.execute(update(DecisionRow).where(DecisionRow.id == past.id).values(document=encode(past)))
    case.decisions = [_marked(each, past.id, by_id) for each in case.decisions]


def _marked(each: PastDecision, past_id: str, by_id: str) -> PastDecision:
    if each.id == past_id:
        each.reversed_by = by_id
    return each
