"""How well the finder of contact details does on the hand-labelled snippets, by language; and what it takes.

A contact counts as found when one of its kind covers at least half of it (tests/content/contacts_set.py).
Nothing is timed against a floor here: the figures are counts. The last line's milliseconds are for information.
"""

import time

from benchmarks.figures import Figure, share
from benchmarks.worlds import World
from moderator_desk.content.contacts import find_contacts
from tests.content.contacts_set import Score, Snippet, score, snippets

PRECISION, RECALL = 0.95, 0.90


def measure(_: World | None, rounds: int) -> list[Figure]:
    """Precision and recall: of all, of what was held out, of what is newer than the finder, and by language."""
    every = snippets()
    figures = [
        *_figures("contacts, all snippets", every, judged=True),
        *_figures("contacts, held out", [each for each in every if each.held_out], judged=True),
        *_figures("contacts, written after the finder", [each for each in every if each.fresh], judged=True),
    ]
    for language in sorted({each.language for each in every}):
        figures += _figures(f"contacts, {language}", [each for each in every if each.language == language])
    took: list[float] = []
    for _round in range(rounds):
        for each in every:
            start = time.perf_counter()
            find_contacts(each.text)
            took.append((time.perf_counter() - start) * 1000)
    return [*figures, Figure("a snippet looked through, 99 of 100", share(took, 0.99), "ms")]


def _figures(name: str, some: list[Snippet], *, judged: bool = False) -> list[Figure]:
    total, _ = score(some, find_contacts)
    said = f" {_counts(total)}"
    return [
        Figure(
            f"{name}: precision",
            total.precision,
            "",
            limit=PRECISION if judged else 0,
            least=True,
            detail=said,
        ),
        Figure(f"{name}: recall", total.recall, "", limit=RECALL if judged else 0, least=True),
    ]


def _counts(total: Score) -> str:
    return f"({total.snippets} snippets: {total.found} found, {total.missed} missed, {total.false} false)"
