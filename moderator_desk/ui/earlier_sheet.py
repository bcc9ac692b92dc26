"""An earlier case, or another item of the same member, laid over the present case, which waits beneath untouched."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from moderator_desk.models.values import CaseFile, CaseRef, QueueLine
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.items_list import ItemsList, ItemsListModel
from moderator_desk.ui.live_keys import is_key_of
from moderator_desk.ui.over import EDGE, Over
from moderator_desk.ui.safe import SafeLabel, SafeText, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import earlier as words

_LIST_WIDTH = 280
_LINE_LIMIT = 4_000


class EarlierSheet(Over):
    """Items of one member at the left, the chosen one's case at the right, and over it the line it was opened from.

    item_wanted(CaseRef): the choice moved. left(): Esc closed it; the focus is where it was before.
    """

    item_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus
        )  # where there is nothing else to take it, Esc still comes here
        self._before: QWidget | None = None
        self._model = ItemsListModel(self)
        self._title = SafeLabel(role="title")
        self._heading = SafeLabel(role="heading")
        self._list = ItemsList(self._model)
        self._list.selectionModel().currentChanged.connect(self._moved)
        self._head = SafeLabel(role="title", wrap=True)
        self._line = SafeText(role="quote")
        self._line.fit_height(5)
        self._said = SafeLabel(role="dim", wrap=True)
        self.case = CasePane()
        named(self, words.EARLIER, words.EARLIER_KEYS)
        named(self._line, words.EARLIER_LINE)
        named(self.case, words.EARLIER)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(SafeLabel(words.EARLIER_KEYS, "dim"))
        self._left = QWidget()
        self._left.setFixedWidth(_LIST_WIDTH)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._heading)
        left.addWidget(self._list, 1)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._head)
        right.addWidget(self._line)
        right.addWidget(self._said)
        right.addWidget(self.case, 1)
        right.addStretch(0)
        columns = QHBoxLayout()
        columns.setSpacing(3 * SPACE)
        columns.addWidget(self._left)
        columns.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 4 * SPACE)
        outer.setSpacing(2 * SPACE)
        outer.addLayout(head)
        outer.addLayout(columns, 1)

    @property
    def is_open(self) -> bool:
        """Whether it lies over the window."""
        return not self.isHidden()

    def open_on(
        self,
        name: str,
        items: tuple[QueueLine, ...],
        line: tuple[str, str],
        at: CaseRef | None,
        now: datetime,
    ) -> None:
        """Lay it over the window with a member's `items`, the one of `at` chosen when it is among them; `line` is what it
        was opened from, head and words in full ("" for nothing)."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._title.setText(words.earlier_of(name))
        self._heading.setText(words.items_heading(len(items)))
        self._list.selectionModel().blockSignals(True)
        self._model.show_items(items, now)
        row = self._model.row_of(at) if at is not None else -1
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
        self._list.selectionModel().blockSignals(False)
        self._left.setVisible(bool(items))
        head, said = line
        _put(self._head, head)
        self._line.setVisible(bool(said))
        if said:
            self._line.show_text(said, limit=_LINE_LIMIT)
        self.show_case(None, "", now)
        self.lay_over()
        places = self._places()
        (places[0] if places else self).setFocus()

    def show_case(self, file: CaseFile | None, said: str, now: datetime) -> None:
        """Show a case, or say why there is none."""
        self.case.show_case(file, now)
        self.case.setVisible(file is not None)
        _put(self._said, said)

    def wanted(self) -> tuple[int, int]:
        """As much of the window as a sheet may take, and no wider than a text is read with ease."""
        area = self._over.rect()
        return min(area.width() - 4 * EDGE, 1240), area.height() - 3 * EDGE

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        ref = self._model.ref(index.row())
        if ref is not None:
            self._head.hide()
            self._line.hide()  # it was about the item chosen before
            self.item_wanted.emit(ref)

    def _places(self) -> list[QWidget]:
        every = (self._list, self._line, self.case.focusProxy())
        return [each for each in every if each is not None and each.isVisible()]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet: what is beneath is not to be worked unseen."""
        places = [
            each for each in (self._list, self._line, self.case.focusProxy()) if each and each.isVisible()
        ]
        if not places:
            return False
        here = next((n for n, each in enumerate(places) if each.hasFocus()), -1 if forward else 0)
        places[(here + (1 if forward else -1)) % len(places)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif is_key_of(event, "reveal"):
            if not event.isAutoRepeat():
                self.case.reveals.next()
        else:
            super().keyPressEvent(event)

    @Slot()
    def close_sheet(self) -> None:
        """Put it away and give the focus back to where it was."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()  # before hiding: a widget hidden with the focus hands it on by Tab, which stays here
        self.hide()
        self.case.show_case(None, datetime.min)
        if before is not None and before.isVisible():
            before.setFocus()
        self.left.emit()


def _put(label: SafeLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
