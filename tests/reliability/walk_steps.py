"""The steps of a walk: each does one thing that can happen to a desk and names it, or "" when it could not be done."""

import random
from collections import Counter
from collections.abc import Callable

from moderator_desk.models import outbox
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.values import Action, CaseFile, Guideline, OutboxEntry
from moderator_desk.review import (
    NotPossible,
    add_note,
    apply_again,
    case_file,
    claim,
    decide,
    hand_over,
    release,
    retry,
    skip,
    undo,
    unskip,
    withdraw,
)
from moderator_desk.rules import Draft, current_text, unavailable
from tests.reliability.core import ME, Core

FAULTS = ("rate-limit", "server-error", "cut-off", "lost-answer", "stale", "claim-taken", "latency")
MADE_UP = ("stale", "claim-taken")


class Walk:
    """The walk's state: the desk, its dice, what was confirmed, and how often what happened."""

    def __init__(self, core: Core, dice: random.Random) -> None:
        self.core = core
        self.dice = dice
        self.confirmed: list[str] = []
        self.kinds: Counter[str] = Counter()

    def some_case(self, show: str = "todo") -> CaseFile | None:
        """A case of the first page of the queue."""
        with self.core.store.read() as session:
            lines = queue_page(session, QueueFilter(show=show), limit=60).lines
        return case_file(self.core.store, self.dice.choice(lines).ref) if lines else None

    def some_entry(self, *states: str, deciding: bool = False) -> OutboxEntry | None:
        """An entry in one of these states; only decisions and reversals if so wished."""
        with self.core.store.read() as session:
            found = [*outbox.unfinished(session), *outbox.lately_finished(session)]
        fit = [each for each in found if each.state in states and (each.decision or not deciding)]
        return self.dice.choice(fit) if fit else None

    def confirm(self, entry_id: str) -> None:
        """A verb returned: what it wrote must never be lost."""
        self.confirmed.append(entry_id)


def deciding(walk: Walk) -> str:
    file = walk.some_case()
    if file is None:
        return ""
    action = walk.dice.choice(list(Action))
    offered = walk.core.line.platform.abilities.actions
    if unavailable(action, file.case, offered, {}, file.outbox):
        return ""
    draft = drafted(action, file, file.guideline, walk.dice)
    undo_s = walk.dice.choice((0, 5, 60))
    made = decide(
        walk.core.store, file.ref, draft, by=ME, now=walk.core.moment, undo_s=undo_s, seen=file.case
    )
    walk.confirm(made.entry_id)
    return f"decide-{action}"


def drafted(action: Action, file: CaseFile, rule: Guideline | None, dice: random.Random) -> Draft:
    """A complete draft for this action."""
    return Draft(
        action,
        clause=rule.clauses[0].code if rule else "unnamed",
        reason="repeated" if action in (Action.BAN, Action.ESCALATE) else "",
        note=dice.choice(("", "seen before")),
        new_text=f"{current_text(file.case)[:40]} {dice.random()}" if action is Action.EDIT else None,
        duration_hours=24 if action is Action.BAN else None,
        message="Please keep to the subject." if action in (Action.WARN, Action.BAN) else "",
    )


def undoing(walk: Walk) -> str:
    reversible = walk.core.line.platform.abilities.reversible
    made = undo(walk.core.store, by=ME, now=walk.core.moment, reversible=reversible)
    walk.confirm(made.entry_id)
    withdrawn = walk.core.entry(made.entry_id).state == "withdrawn"
    return "undo-before-sending" if withdrawn else "undo-after-sending"


def withdrawing(walk: Walk) -> str:
    """What was tried already is taken first: it may have arrived, and must then not be withdrawable."""
    with walk.core.store.read() as session:
        tried = [each for each in outbox.unfinished(session) if each.attempts and each.state == "waiting"]
    entry = walk.dice.choice(tried) if tried else walk.some_entry("waiting", "blocked")
    if entry is None:
        return ""
    try:
        withdraw(walk.core.store, entry.id, now=walk.core.moment)
    except NotPossible:
        return "withdraw-too-late"
    return f"withdraw-{entry.state}"


def settling(walk: Walk) -> str:
    entry = walk.some_entry("blocked", deciding=True)
    if entry is None:
        return ""
    verb = walk.dice.choice((apply_again, hand_over))
    walk.confirm(verb(walk.core.store, entry.id, by=ME, now=walk.core.moment, undo_s=0).entry_id)
    return str(verb.__name__).replace("_", "-")


def retrying(walk: Walk) -> str:
    entry = walk.some_entry("waiting", "blocked")
    if entry is None:
        return ""
    retry(walk.core.store, entry.id, now=walk.core.moment)
    return "retry"


def small_verb(walk: Walk) -> str:
    file = walk.some_case(walk.dice.choice(("todo", "all")))
    if file is None:
        return ""
    store, now, ref = walk.core.store, walk.core.moment, file.ref
    kind = walk.dice.choice(("note", "claim", "release", "skip", "unskip"))
    if kind == "note":
        walk.confirm(add_note(store, ref, f"Note {walk.dice.random()}", now=now).entry_id)
    elif kind in ("claim", "release"):
        walk.confirm({"claim": claim, "release": release}[kind](store, ref, now=now).entry_id)
    else:
        {"skip": skip, "unskip": unskip}[kind](store, ref, now=now)
    return kind


def sending(walk: Walk) -> str:
    walk.core.send()
    return "send-offline" if walk.core.offline else "send"


def crashing(walk: Walk) -> str:
    walk.core.crash_at = walk.dice.choice(("before", "after"))
    kind = f"crash-{walk.core.crash_at}-request"
    if walk.core.send():
        return kind
    walk.core.crash()  # nothing was due: it ends at rest
    return "crash-at-rest"


def beginning_anew(walk: Walk) -> str:
    walk.core.restart()
    return "restart"


def network(walk: Walk) -> str:
    walk.core.offline = not walk.core.offline
    return "offline" if walk.core.offline else "online"


def reading(walk: Walk) -> str:
    return "pull" if walk.core.pull() else "pull-failed"


def waiting(walk: Walk) -> str:
    walk.core.wait(walk.dice.choice((1, 10, 120)))
    return "wait"


def others(walk: Walk) -> str:
    """Somebody else acts: another moderator, the item's author, a reporter, the claim's end."""
    ours = walk.some_entry("waiting", deciding=True) if walk.dice.random() < 0.6 else None
    file = case_file(walk.core.store, ours.ref) if ours else walk.some_case()
    if file is None:
        return ""
    kind, platform = (
        walk.dice.choice(("other-decides", "author-edits", "author-deletes", "report")),
        walk.core.platform,
    )
    if kind == "other-decides":
        platform.ask("DELETE", "/_control/faults", "")  # they are meant for the desk
        case = platform.get(f"/v1/cases/{file.case.id}", "supervisor")
        if case["state"] in ("decided", "sealed") or not case["reports"]:
            return ""
        answer = platform.decide(case, walk.dice.choice(("dismiss", "remove")), "supervisor")
        return kind if answer.status_code == 201 else ""
    if kind == "report":
        platform.control("report", case_id=file.case.id, seed=walk.dice.getrandbits(30))
    elif kind == "author-edits":
        platform.control("edit-item", item_id=file.case.item.id, text=f"Changed {walk.dice.random()}")
    elif walk.dice.random() < 0.3:
        platform.control("delete-item", item_id=file.case.item.id)
    else:
        return ""
    return kind


def spoiling(walk: Walk) -> str:
    """One fault at a time; a made-up no never follows a lost answer, as a platform that has an id says so."""
    kind = walk.dice.choice((*FAULTS, *MADE_UP, *MADE_UP))  # these can be had less often
    platform = walk.core.platform
    with walk.core.store.read() as session:
        tried = any(each.attempts for each in outbox.unfinished(session))
    made_up = kind in MADE_UP
    if made_up and tried:
        return ""
    platform.ask("DELETE", "/_control/faults", "")
    method = "PUT" if made_up else walk.dice.choice(("PUT", "POST", ""))
    platform.fault(kind, method, "/v1/", seconds=0.02)
    return f"fault-{kind}"


STEPS: dict[Callable[[Walk], str], int] = {
    deciding: 30,
    sending: 14,
    waiting: 10,
    small_verb: 10,
    undoing: 7,
    reading: 8,
    others: 9,
    spoiling: 7,
    settling: 6,
    withdrawing: 9,
    retrying: 3,
    crashing: 5,
    network: 4,
    beginning_anew: 1,
}
"""Every kind of step and its weight."""
