"""What a finder of contact details tells: which kind, where, and how it was dressed up."""

from msgspec import Struct

KINDS = ("email", "link", "phone", "handle", "address")
"""Kinds, the surest first: where two overlap, the first one stays."""


class Contact(Struct, frozen=True):
    """A contact detail at `start`:`end` of the text (code points). `plain` is its normal form, "" where it has none.

    `tricks` are codes of how it was disguised: words (signs or digits spelled out), spaced, look-alike, defanged,
    bracketed; empty for one that is written plainly.
    """

    kind: str
    start: int
    end: int
    plain: str = ""
    tricks: tuple[str, ...] = ()


class Piece(Struct, frozen=True):
    """A contact in the folded text, before its place in the text is known."""

    kind: str
    start: int
    end: int
    plain: str = ""
    tricks: tuple[str, ...] = ()
