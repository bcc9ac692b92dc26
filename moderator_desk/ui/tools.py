"""What the window is given from outside: everything it needs to know or to have done, and nothing it could reach for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderator_desk.care import CareBook
from moderator_desk.content.terms import TermList
from moderator_desk.content.translation import Translator
from moderator_desk.models.account_changes import AccountAnswer, NewAccount
from moderator_desk.models.store import Store
from moderator_desk.models.values import Abilities, CaseRef, Guideline, GuidelineSet
from moderator_desk.rulebook import Fault
from moderator_desk.settings import Settings


class AccountVerbs(Protocol):
    """What can be done about accounts. Each verb blocks, so it is asked for by `Tools.ask`."""

    kinds: tuple[str, ...]
    asked: dict[str, tuple[str, ...]]

    @property
    def lasting(self) -> bool:
        """Whether secrets outlive this run."""
        ...

    def add(self, wanted: NewAccount) -> AccountAnswer:
        """Add an account."""
        ...

    def test(self, account: str) -> AccountAnswer:
        """Whether the platform knows us."""
        ...

    def sign_in(self, account: str, user: str, secret: str) -> AccountAnswer:
        """A fresh secret; a token when there is no user."""
        ...

    def rename(self, account: str, name: str) -> AccountAnswer:
        """Another name."""
        ...

    def recolour(self, account: str, colour: str) -> AccountAnswer:
        """Another colour."""
        ...

    def set_mode(self, account: str, mode: str) -> AccountAnswer:
        """Live, rehearsal or read-only."""
        ...

    def remove(self, account: str) -> AccountAnswer:
        """Take it away."""
        ...


class GuidelineVerbs(Protocol):
    """What can be done about the team's own guideline set."""

    def present(self) -> GuidelineSet | None:
        """The set in force for platforms that have none of their own."""
        ...

    def save(self, rule: Guideline) -> tuple[Fault, ...]:
        """Put a changed guideline into it; blocking. What keeps it from being done."""
        ...


@dataclass(frozen=True)
class Tools:
    """The window's outside.

    `now` is the present moment; `abilities` and `who` (our member id) are by account; `ask(name, question)` runs a
    blocking question off the main thread, whose answer arrives under that name; `picture(case, media id)`, `case(ref)`
    (one the desk does not have: it, or the code of why not) and `renew(case)` (another lease of our claim) are bodies of
    such questions; `wake(pull)` makes the sync thread go round now, pulling too when asked; `hush()` asks other threads
    to stand aside while a key is answered; `accounts` changes accounts and
    `guidelines` the team's set; `read_terms` reads the team's list of terms and
    raises TermsProblem; `care()` is the book of help by country, with a code of what was wrong with the team's own;
    `translator` is the one that was set up, if any; `notice` is a sentence to show at the start ("" for none).
    """

    store: Store
    now: Callable[[], datetime]
    settings: Settings
    save_settings: Callable[[Settings], None]
    abilities: Callable[[str], Abilities]
    who: Callable[[str], str]
    ask: Callable[[object, Callable[[], object]], None]
    picture: Callable[[CaseRef, str], object]
    case: Callable[[CaseRef], object]
    wake: Callable[[bool], None]
    hush: Callable[[], None]
    renew: Callable[[CaseRef], object]
    accounts: AccountVerbs
    guidelines: GuidelineVerbs
    read_terms: Callable[[], TermList]
    care: Callable[[], tuple[CareBook, str]]
    translator: Translator | None = None
    notice: str = ""
