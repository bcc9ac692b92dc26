"""The accounts sheet at work: what its keys ask for is done off the main thread, and the answer shown when it comes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.content.visible import one_line
from moderator_desk.models.account_changes import AccountAnswer, NewAccount, held_by, waiting_for
from moderator_desk.models.accounts import Account
from moderator_desk.models.values import Answer
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.accounts import BUSY, answer_words
from moderator_desk.ui.words.outbox import action_words, state_words

_NAME = "account"


class Accounting(QObject):
    """Opens and closes the sheet, and carries out what it asks for. accounts_wanted(): bring the known accounts up
    now."""

    accounts_wanted = Signal()

    def __init__(self, window: Window, tools: Tools) -> None:
        super().__init__(window)
        self._window, self._tools = window, tools
        pane = window.accounts
        pane.offer(tools.accounts.kinds, tools.accounts.asked, lasting=tools.accounts.lasting)
        pane.change_wanted.connect(self._change)
        pane.removal_asked.connect(self._ask_removal)
        pane.left.connect(self.leave)

    @property
    def is_open(self) -> bool:
        """Whether the sheet stands in the place of the case."""
        return self._window.middle.currentWidget() is self._window.accounts

    def toggle(self) -> None:
        """The accounts in the place of the case, or back."""
        if self.is_open:
            self.leave()
            return
        pane = self._window.accounts
        self.accounts_wanted.emit()
        pane.show_accounts()
        self._window.bar.close_bar()
        self._window.note.close_bar()
        self._window.middle.setCurrentWidget(pane)
        pane.setFocus()

    def known(
        self, found: tuple[Account, ...], showing: Showing, screen: OnScreen, model: QueueListModel
    ) -> None:
        """Accounts came, went, were reached, or are called, coloured or used otherwise than before."""
        window = self._window
        other = window.known.take(found)
        if self.is_open:
            window.accounts.show_accounts()
        if other:
            window.queue.show_accounts()
            showing.show_place()
            window.bar.strip.show_available(showing.availability())
            screen.accounts_changed()
            model.reload()

    @Slot()
    def leave(self) -> None:
        """Back to the case."""
        self._window.accounts.close_parts()
        self._window.middle.setCurrentWidget(self._window.case)
        self._window.queue.take_focus()

    @Slot(str)
    def _ask_removal(self, account_id: str) -> None:
        account = next(each for each in self._window.known.every if each.id == account_id)
        now = self._tools.now()
        with self._tools.store.read() as session:
            held, entries = held_by(session, account_id), waiting_for(session, account_id)
        lines = (
            f"{action_words(each)} · {one_line(each.case_id, 60)} · {state_words(each, now)}"
            for each in entries
        )
        self._window.accounts.show_removal(account, held, tuple(lines))

    @Slot(str, str, object)
    def _change(self, way: str, account: str, asked: NewAccount | None) -> None:
        verbs = self._tools.accounts
        given = asked or NewAccount("", "")
        run: dict[str, Callable[[], AccountAnswer]] = {
            "add": lambda: verbs.add(given),
            "test": lambda: verbs.test(account),
            "sign-in": lambda: verbs.sign_in(account, given.signs_in_as, given.secret),
            "rename": lambda: verbs.rename(account, given.name),
            "colour": lambda: verbs.recolour(account, given.colour),
            "mode": lambda: verbs.set_mode(account, given.mode),
            "remove": lambda: verbs.remove(account),
        }
        self._window.accounts.busy = True
        self._window.accounts.say(BUSY)
        self._tools.ask((_NAME, way, account), run[way])

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours."""
        if not (isinstance(answer.name, tuple) and answer.name[0] == _NAME):
            return False
        result = answer.result
        if not isinstance(result, AccountAnswer):
            result = AccountAnswer(answer.name[1], answer.name[2], "failed", answer.error)
        self.accounts_wanted.emit()
        pane, known = self._window.accounts, self._window.known
        pane.busy = False
        here = next((each for each in known.every if each.id == result.account), None)
        name = one_line(here.name, 40) if here else ""
        said = answer_words(result, name, here.mode if here else "")
        pane.say(said, trouble=bool(result.problem), done=not result.problem)
        return True
