"""Search and filters: the first page of what they let through is read off the main thread."""

from PySide6.QtCore import QObject, Slot

from moderator_desk.models.queue import QueueFilter, QueuePage, queue_page
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Answer
from moderator_desk.models.wellbeing import left_out
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window


class Searching(QObject):
    """Asks for what a filter lets through, and shows it unless the person typed on meanwhile."""

    def __init__(self, window: Window, tools: Tools, model: QueueListModel, screen: OnScreen) -> None:
        super().__init__(window)
        self._window, self._tools, self._model, self._screen = window, tools, model, screen
        self._wanted = QueueFilter()
        window.queue.filter_changed.connect(self.search)

    @Slot(object)
    def search(self, wanted: QueueFilter) -> None:
        """Read what a filter lets through off the main thread: among very many cases a rare word takes a while."""
        self._wanted = wanted

        def read() -> QueuePage:
            with self._tools.store.read() as session:
                without = left_out(session, to_ms(self._tools.now()))
                return queue_page(session, wanted, without=without)

        self._tools.ask(wanted, read)

    def _show(self, wanted: QueueFilter, page: QueuePage) -> None:
        if wanted != self._wanted:
            return  # the person typed on meanwhile
        self._model.take(wanted, page)
        file = self._screen.file
        if file is not None and self._model.row_of(file.ref) >= 0:
            self._window.queue.select(file.ref)
        elif page.lines:
            self._screen.show(page.lines[0].ref)

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours."""
        if isinstance(answer.name, QueueFilter) and isinstance(answer.result, QueuePage):
            self._show(answer.name, answer.result)
            return True
        return False
