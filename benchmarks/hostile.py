"""Thirty texts made to harm whoever shows them, each through the whole case pane: time until it has been painted.

Floor: the same pane with an ordinary sentence.
"""

import time
from datetime import UTC, datetime

from benchmarks.decide import Painted, run_to_paint
from benchmarks.figures import Figure
from benchmarks.worlds import World
from moderator_desk.app import make_application
from moderator_desk.models.values import (
    Case,
    CaseFile,
    CaseRef,
    ContextMessage,
    Item,
    Person,
    Report,
    Reporter,
)
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.theme import apply_theme
from tests.content.hostile_texts import HOSTILE

LIMIT_MS = 200.0
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def measure(_world: World, _rounds: int) -> list[Figure]:
    """The first paint of every text, in the item, the report's words, the author's name and the thread."""
    app = make_application()
    apply_theme(app, "light")
    pane = CasePane()
    pane.resize(780, 760)
    pane.show()
    app.processEvents()
    floor = min(_shown(pane, "An ordinary sentence.", number) for number in range(5))
    figures = [
        Figure(f"hostile: {name}"[:44], _shown(pane, text, number), "ms", floor, LIMIT_MS)
        for number, (name, text) in enumerate(HOSTILE, 10)
    ]
    pane.close()
    pane.deleteLater()
    app.processEvents()
    return figures


def _shown(pane: CasePane, text: str, number: int) -> float:
    author = Person(f"m{number}", text)
    item = Item(f"i{number}", "comment", author, text, text_now=text + "!", place=text, link=text[:2000])
    report = Report("r", NOW, "HAR", text, Reporter("w", text, 7, 5, 1))
    thread = (ContextMessage("t", author, text, NOW, "before"),)
    case = Case(f"c{number}", 1, "open", "high", NOW, NOW, item, (report,), why_here=text, context=thread)
    file = CaseFile(CaseRef("a", case.id), case)
    painted = Painted((pane,))
    start = time.perf_counter()
    pane.show_case(file, NOW)
    run_to_paint(painted)
    return (time.perf_counter() - start) * 1000
