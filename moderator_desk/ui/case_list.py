"""A sheet with a list of cases, each in two lines; Enter opens one, Esc leaves. Search and precedents are such sheets."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moderator_desk.models.values import CaseRef
from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, SafeLine, named
from moderator_desk.ui.theme import SPACE

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class CaseSheet(Over):
    """asked(text): the line was typed into. case_wanted(CaseRef): Enter on a case. left(): it was closed."""

    asked = Signal(str)
    case_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, title: str, *, hint: str = "") -> None:
        super().__init__(parent, top=56)
        self._refs: tuple[CaseRef, ...] = ()
        self._title = SafeLabel(title, "title")
        self.line = SafeLine(hint)
        if not hint:
            self.line.hide()  # never show() what has no parent yet: it would be a window
        self.line.textChanged.connect(self.asked)
        self._said = SafeLabel("", "dim", wrap=True)
        self._list = QListWidget()
        self._list.setProperty("role", "quiet")
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.itemActivated.connect(self._chosen)
        if hint:
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        named(self.line, title)
        named(self._list, f"{title}: cases")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self._title, self.line, self._said):
            column.addWidget(widget)
        column.addWidget(self._list, 1)

    def wanted(self) -> tuple[int, int]:
        """Room for some nine cases."""
        return 760, 520

    def open(self) -> None:
        """Show it; the line, if there is one, has the focus."""
        self.lay_over()
        (self._list if self.line.isHidden() else self.line).setFocus()
        self.line.selectAll()

    def close_sheet(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        self.left.emit()

    def show_cases(self, said: str, cases: tuple[tuple[CaseRef, str], ...]) -> None:
        """These cases (safe to show), and what is said above them."""
        self._said.setText(said)
        self._refs = tuple(ref for ref, _ in cases)
        self._list.clear()
        height = 2 * self.fontMetrics().lineSpacing() + 3 * SPACE
        for _, words in cases:
            item = QListWidgetItem(words)
            item.setSizeHint(QSize(100, height))
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def shown(self) -> tuple[CaseRef, ...]:
        """The cases in the list, in order."""
        return self._refs

    def said(self) -> str:
        """The line above the list."""
        return self._said.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_sheet()
        elif key in _STEPS and self._list.count():
            row = min(max(self._list.currentRow() + _STEPS[key], 0), self._list.count() - 1)
            self._list.setCurrentRow(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            item = self._list.currentItem()
            if item is not None:
                self._chosen(item)
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem) -> None:
        ref = self._refs[self._list.row(item)]
        self.close_sheet()
        self.case_wanted.emit(ref)
