"""The rules a community lives by, as data."""

from msgspec import Struct


class Clause(Struct, frozen=True):
    """A numbered sentence of a guideline; `code` (such as "HAR.2") is what a decision cites. `texts` are the sentence in
    other languages, by code."""

    code: str
    text: str
    texts: dict[str, str] = {}


class Example(Struct, frozen=True):
    """A case in point: whether it breaks the guideline, and why."""

    text: str
    breaks: bool
    why: str = ""


class LadderStep(Struct, frozen=True):
    """With this many active strikes (or more) for the guideline, this action is suggested."""

    strikes: int
    action: str
    duration_hours: int | None = None


class Template(Struct, frozen=True):
    """A notice to the member for one action: language code -> text with {placeholders}. With a `severity` it is the first
    choice in cases of that severity, and offered in others."""

    id: str
    action: str
    texts: dict[str, str]
    severity: str = ""


class Guideline(Struct, frozen=True):
    """One rule: its text and clauses, the questions that decide a case, examples, and the usual ladder.

    `special` is "", "life-threat", "crisis", "rights-holder" or "child-safety". `strike_days` is how long a strike
    under this guideline counts. In a case of the highest severity the ladder begins `severe_steps` steps higher.
    `titles` are the title in other languages, by code.
    """

    code: str
    version: str
    title: str
    text: str
    clauses: tuple[Clause, ...] = ()
    questions: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    actions: tuple[str, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
    strike_days: int = 180
    special: str = ""
    templates: tuple[Template, ...] = ()
    severe_steps: int = 0
    titles: dict[str, str] = {}

    def title_in(self, language: str) -> str:
        """The title in a language the set has it in, else as it stands."""
        return self.titles.get(language, self.title)

    def clause_in(self, code: str, language: str) -> str:
        """A clause's sentence in a language the set has it in, else as it stands; "" for a clause it has not."""
        found = next((each for each in self.clauses if each.code == code), None)
        return found.texts.get(language, found.text) if found else ""


class Reason(Struct, frozen=True):
    """Why less than this is not enough: a code that a decision keeps, and the sentence a moderator chooses by digit."""

    code: str
    text: str


class GuidelineSet(Struct, frozen=True):
    """A versioned set of guidelines in one language; `reasons` (nine at most) are why a stronger act than usual may be
    right. `reporter_warning` is what somebody is told about their reports, by language, with {placeholders}."""

    version: str
    locale: str
    name: str
    guidelines: tuple[Guideline, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reporter_warning: dict[str, str] = {}

    def find(self, code: str) -> Guideline | None:
        """The guideline with this code, or None."""
        return next((each for each in self.guidelines if each.code == code), None)

    def reason(self, code: str) -> Reason | None:
        """The reason with this code, or None."""
        return next((each for each in self.reasons if each.code == code), None)
