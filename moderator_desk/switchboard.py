"""The lines of a running desk: accounts come, change and go while it runs, without a restart."""

import threading
from collections.abc import Callable

from moderator_desk import signing
from moderator_desk.connections import Connections, Ending, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.models import account_changes
from moderator_desk.models.account_changes import AccountAnswer, AccountProblem, NewAccount
from moderator_desk.models.store import Session, Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Changes
from moderator_desk.platforms.base import Platform, PlatformError
from moderator_desk.platforms.connect import ASKED, KINDS
from moderator_desk.rounds import Rounds
from moderator_desk.sync import Line


class Switchboard:
    """Every account's line and its platform for single questions. `connect(account)` makes the connections of one
    account; `wake()` makes the sync thread go round."""

    def __init__(
        self,
        made: Connections,
        rounds: Rounds,
        connect: Callable[[str], Connections],
        wake: Callable[[], None],
    ) -> None:
        self._rounds, self._connect, self.wake = rounds, connect, wake
        self._lines: tuple[Line, ...] = made.lines
        self._asking: dict[str, Platform] = dict(made.asking)
        self._closed = False

    def asking(self, account: str) -> Platform | None:
        """The platform for single questions about an account; None for one that is signed out."""
        return self._asking.get(account)

    def close(self) -> None:
        """End every line; what is under way ends with an error."""
        self._closed = True
        for line in self._lines:
            line.platform.close()
        for platform in self._asking.values():
            platform.close()

    def begin(self, account: str) -> None:
        """Connect an account that has just come, or come back."""
        made = self._connect(account)
        self._lines = (*self._lines, *made.lines)
        self._asking = self._asking | made.asking
        self._rounds.take(self._lines)
        self.wake()
        if self._closed:  # the window went meanwhile
            self.close()

    def end(self, account: str) -> bool:
        """Take the account's line out of the rounds; whether its work came to an end."""
        for line in self._lines:
            if line.account == account:
                if isinstance(line.stop, Ending):
                    line.stop.end()
                line.platform.close()
        asked = self._asking.get(account)
        if asked is not None:
            asked.close()
        self._asking = {each: platform for each, platform in self._asking.items() if each != account}
        self._lines = tuple(line for line in self._lines if line.account != account)
        return self._rounds.take(self._lines)


class RunningAccounts:
    """Changes of accounts while the desk runs. Each blocks, and is asked for as an errand; it answers with an
    AccountAnswer and tells what it touched."""

    def __init__(
        self,
        store: Store,
        credentials: Credentials,
        switchboard: Switchboard,
        tell: Callable[[Changes], None],
    ) -> None:
        self._store, self._credentials = store, credentials
        self._switchboard, self._tell = switchboard, tell
        self._one_at_a_time = threading.Lock()
        self.kinds = tuple(KINDS)
        self.asked = ASKED

    @property
    def lasting(self) -> bool:
        """Whether secrets outlive this run."""
        return self._credentials.lasting

    def add(self, wanted: NewAccount) -> AccountAnswer:
        """Add an account and begin to fetch from it."""

        def run() -> str:
            made = signing.add(self._store, self._credentials, wanted, utc_now())
            self._switchboard.begin(made.id)
            return made.id

        return self._answer("add", "", run)

    def test(self, account: str) -> AccountAnswer:
        """Whether the platform knows us."""

        def run() -> None:
            signing.test(self._store, self._credentials, account, utc_now())

        return self._answer("test", account, run)

    def sign_in(self, account: str, user: str, secret: str) -> AccountAnswer:
        """A fresh secret for an account, and a new line with it."""

        def run() -> None:
            signing.sign_in_again(self._store, self._credentials, account, user, secret, utc_now())
            self._switchboard.end(account)
            self._switchboard.begin(account)

        return self._answer("sign-in", account, run)

    def rename(self, account: str, name: str) -> AccountAnswer:
        """Another name."""
        return self._written(
            "rename",
            account,
            lambda session: account_changes.rename(session, account, name, to_ms(utc_now())),
        )

    def recolour(self, account: str, colour: str) -> AccountAnswer:
        """Another colour."""
        return self._written(
            "colour", account, lambda session: account_changes.recolour(session, account, colour)
        )

    def set_mode(self, account: str, mode: str) -> AccountAnswer:
        """Live, rehearsal or read-only."""
        return self._written(
            "mode",
            account,
            lambda session: account_changes.set_mode(session, account, mode, to_ms(utc_now())),
        )

    def remove(self, account: str) -> AccountAnswer:
        """End an account's line and take it away."""

        def run() -> None:
            if not self._switchboard.end(account):
                self._switchboard.begin(account)
                raise AccountProblem("busy")
            try:
                changes = signing.remove(self._store, self._credentials, account, utc_now())
            except AccountProblem:
                self._switchboard.begin(account)
                raise
            self._tell(changes)

        return self._answer("remove", account, run)

    def _written(self, verb: str, account: str, write: Callable[[Session], Changes]) -> AccountAnswer:
        def run() -> None:
            with self._store.write() as session:
                changes = write(session)
            self._tell(changes)
            self._switchboard.wake()

        return self._answer(verb, account, run)

    def _answer(self, verb: str, account: str, run: Callable[[], str | None]) -> AccountAnswer:
        try:
            with self._one_at_a_time:
                made = run()
        except AccountProblem as problem:
            return AccountAnswer(verb, account, problem.code, problem.detail)
        except PlatformError as problem:
            return AccountAnswer(verb, account, problem.why, problem.detail, of_platform=True)
        finally:
            self._tell(Changes(accounts=True))
        return AccountAnswer(verb, made or account)
