"""Which fields the tables of a guideline file have, and what kind each is: the one list that reading goes by.

Kinds: words, number, yes-no, lines (a list of words), texts (language -> words), or the name of another shape for a list
of such tables. A shape's fields stand in the order of the values' own.
"""

from collections.abc import Mapping

from msgspec import Struct


class Field(Struct, frozen=True):
    """One field: its kind, and whether a table without it is a mistake."""

    kind: str
    needed: bool = True


_WORDS = Field("words")

SHAPES: Mapping[str, Mapping[str, Field]] = {
    "set": {
        "version": _WORDS,
        "locale": _WORDS,
        "name": _WORDS,
        "guidelines": Field("guideline"),
        "reasons": Field("reason", needed=False),
        "reporter_warning": Field("texts", needed=False),
    },
    "reason": {"code": _WORDS, "text": _WORDS},
    "guideline": {
        "code": _WORDS,
        "version": _WORDS,
        "title": _WORDS,
        "titles": Field("texts", needed=False),
        "text": _WORDS,
        "clauses": Field("clause", needed=False),
        "questions": Field("lines", needed=False),
        "examples": Field("example", needed=False),
        "actions": Field("lines", needed=False),
        "ladder": Field("step", needed=False),
        "strike_days": Field("number", needed=False),
        "special": Field("words", needed=False),
        "templates": Field("template", needed=False),
        "severe_steps": Field("number", needed=False),
    },
    "clause": {"code": _WORDS, "text": _WORDS, "texts": Field("texts", needed=False)},
    "example": {"text": _WORDS, "breaks": Field("yes-no"), "why": Field("words", needed=False)},
    "step": {
        "strikes": Field("number"),
        "action": _WORDS,
        "duration_hours": Field("number", needed=False),
    },
    "template": {
        "id": _WORDS,
        "action": _WORDS,
        "texts": Field("texts"),
        "severity": Field("words", needed=False),
    },
}
