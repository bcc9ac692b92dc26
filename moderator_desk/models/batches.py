"""What was decided at once: every case of a batch with what became of it, read from the outbox."""

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderator_desk.models.outbox import took_no_effect, values_of
from moderator_desk.models.projection import DECIDING
from moderator_desk.models.queue import queue_lines
from moderator_desk.models.tables import OUTBOX, OutboxRow
from moderator_desk.models.values import CaseRef, OutboxEntry, QueueLine

_COLUMNS = [column for column in OUTBOX.columns if column.name not in ("seen", "beside")]
"""The cases as they were seen are large and say nothing of the outcome."""


class BatchCase(Struct, frozen=True):
    """One case of a batch: its newest decision there, what takes it back (if anything does), and its line of the queue
    (None once the desk no longer has the case)."""

    entry: OutboxEntry
    reversal: OutboxEntry | None = None
    line: QueueLine | None = None

    @property
    def outcome(self) -> str:
        """waiting, sent, unconfirmed, unneeded (the platform had no need of it), refused, undone, undoing, undo-refused
        or rehearsed."""
        entry, back = self.entry, self.reversal
        if back is not None:
            return {"settled": "undone", "blocked": "undo-refused"}.get(back.state, "undoing")
        if entry.state == "settled":
            return "unneeded" if took_no_effect(entry) else _SETTLED.get(entry.why, "sent")
        return {"blocked": "refused", "withdrawn": "undone", "rehearsed": "rehearsed"}.get(
            entry.state, "waiting"
        )

    @property
    def told(self) -> OutboxEntry:
        """The entry that the last word is about: of the decision, or of what takes it back."""
        return self.reversal or self.entry


_SETTLED = {"unconfirmed": "unconfirmed"}


def read_batch(session: Session, batch: str) -> tuple[BatchCase, ...]:
    """Every case of a batch, in the order they were decided in; empty for one that is not known."""
    rows = session.execute(
        select(*_COLUMNS)
        .where(OUTBOX.c.batch == batch, OUTBOX.c.batch != "", OUTBOX.c.kind.in_(DECIDING))
        .order_by(OUTBOX.c.seq)
    ).all()
    made: dict[CaseRef, OutboxEntry] = {}
    back: dict[str, OutboxEntry] = {}
    for each in values_of(rows):
        if each.kind == "decision":
            made[each.ref] = each
        elif each.state != "withdrawn" and each.decision is not None and each.decision.reverses:
            back[each.decision.reverses] = each
    lines = queue_lines(session, list(made))
    return tuple(BatchCase(each, back.get(each.id), lines.get(ref)) for ref, each in made.items())


def batch_to_show(session: Session, ref: CaseRef | None) -> str:
    """The batch that this case was last decided in, else the newest there is; "" without any."""
    newest = select(func.max(OutboxRow.seq)).where(OutboxRow.batch != "", OutboxRow.kind == "decision")
    of_case = (
        newest.where(OutboxRow.account == ref.account, OutboxRow.case_id == ref.case_id) if ref else newest
    )
    place = session.scalar(of_case) or session.scalar(newest)
    return session.scalar(select(OutboxRow.batch).where(OutboxRow.seq == place)) or "" if place else ""


def can_be_undone(case: BatchCase) -> bool:
    """Whether there is something of it to take back."""
    return case.outcome in ("waiting", "sent", "unconfirmed", "refused", "rehearsed")
