"""A mistake in a guideline file, as a value."""

from msgspec import Struct


class Fault(Struct, frozen=True):
    """What is wrong (`code`), where (`place`, such as "guidelines 3 (HAR), ladder 2, action"; "" for the whole file), and
    what stands there or would be right (`detail`).

    Codes: code, no-file, not-text, too-big, syntax, unknown, missing, kind, empty, twice, no-guidelines, action, special,
    severity, first-step, step-order, length, days, steps, placeholder, brace, reasons, version-taken, not-saved.
    """

    code: str
    place: str = ""
    detail: str = ""
