"""The guideline set the platform moderates by, read from a TOML file and told as JSON."""

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct, field


class Clause(Struct):
    """A numbered sentence of a guideline."""

    code: str
    text: str
    texts: dict[str, str] = field(default_factory=dict)


class Example(Struct):
    """A case in point."""

    text: str
    breaks: bool
    why: str = ""


class LadderStep(Struct):
    """What is usual from this many active strikes on."""

    strikes: int
    action: str
    duration_hours: int | None = None


class Template(Struct):
    """A notice by language."""

    id: str
    action: str
    texts: dict[str, str]
    severity: str = ""


class Guideline(Struct):
    """One rule."""

    code: str
    version: str
    title: str
    text: str
    clauses: list[Clause] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    ladder: list[LadderStep] = field(default_factory=list)
    strike_days: int = 180
    special: str = ""
    templates: list[Template] = field(default_factory=list)
    severe_steps: int = 0
    titles: dict[str, str] = field(default_factory=dict)


class Reason(Struct):
    """Why a stronger act than usual may be right."""

    code: str
    text: str


class GuidelineSet(Struct):
    """All rules of one language."""

    version: str
    locale: str
    name: str
    guidelines: list[Guideline] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    reporter_warning: dict[str, str] = field(default_factory=dict)


class Rules:
    """What the server asks of its guideline set."""

    def __init__(self, guidelines: GuidelineSet) -> None:
        self.all = guidelines
        self._by_code = {each.code: each for each in guidelines.guidelines}

    def knows(self, code: str) -> bool:
        """Whether a decision may cite this guideline."""
        return code in self._by_code

    def strike_days(self, code: str) -> int:
        """How long a strike under this guideline counts."""
        return self._by_code[code].strike_days if code in self._by_code else 180


def read_guidelines(path: Path) -> GuidelineSet:
    """A guideline set from its TOML file; raises ValueError with a plain sentence."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(found, GuidelineSet)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise ValueError(f"The guideline file {path} cannot be used: {fault}") from None
