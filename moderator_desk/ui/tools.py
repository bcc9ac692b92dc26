"""What the window is given from outside: everything it needs to know or to have done, and nothing it could reach for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderator_desk.models.account_changes import AccountAnswer, NewAccount
from moderator_desk.models.store import Store
from moderator_desk.models.values import Abilities, Guideline, GuidelineSet
from moderator_desk.rulebook import Fault
from moderator_desk.settings import Settings


class AccountVerbs(Protocol):
    """What can be done about accounts. Each verb blocks, so it is asked for by `Tools.ask`."""

    kinds: tuple[str, ...]
    by_password: frozenset[str]

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
    blocking question off the main thread, whose answer arrives under that name; `picture(account, media id)` is such a
    question's body; `wake(pull)` makes the sync thread go round now, pulling too when asked; `hush()` asks other threads
    to stand aside while a key is answered; `accounts` changes accounts and `guidelines` the
    team's set; `notice` is a sentence to show at the start ("" for none).
    """

    store: Store
    now: Callable[[], datetime]
    settings: Settings
    save_settings: Callable[[Settings], None]
    abilities: Callable[[str], Abilities]
    who: Callable[[str], str]
    ask: Callable[[object, Callable[[], object]], None]
    picture: Callable[[str, str], object]
    wake: Callable[[bool], None]
    hush: Callable[[], None]
    accounts: AccountVerbs
    guidelines: GuidelineVerbs
    notice: str = ""
