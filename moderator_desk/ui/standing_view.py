"""Who a member is and how they stand, over the history."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.models.values import MemberFile
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import member as words

_LEAST_LINES = 5


class StandingView(QScrollArea):
    """Everything about the member that is not history: as high as its words, and scrolled where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        named(self, words.STANDING)
        inner = QWidget()
        self._high = 0
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        self._name = SafeLabel(role="title")
        self._alike = _sentence("danger")
        self._about = SafeLabel(role="dim")
        self._before = SafeLabel(role="dim")
        self._counters = _sentence("dim")
        self._good = _sentence("dim")
        self._strikes = _sentence("warning")
        self._over = SafeLabel(role="dim")
        self._sanctions = _sentence("danger")
        self._clean = SafeLabel(words.CLEAN, "good")
        self._sticky = SafeLabel()
        for label in (
            self._name,
            self._alike,
            self._about,
            self._sanctions,
            self._strikes,
            self._clean,
            self._over,
            self._good,
            self._counters,
            self._sticky,
            self._before,
        ):
            column.addWidget(label)
        column.addStretch(1)
        self._hold(inner)

    def _hold(self, inner: QWidget) -> None:
        self.setWidget(inner)
        for ground in (inner, self.viewport()):
            ground.setAutoFillBackground(False)  # the pane's own ground shows through

    def show_alike(self, line: str) -> None:
        """Show whom the name may be taken for, "" for nobody."""
        _put(self._alike, line)
        named(self._alike, line)

    def show_standing(self, file: MemberFile | None, code: str, now: datetime) -> None:
        """Show how a member stands, strikes under the guideline `code` first."""
        self._fill(file, code, now)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def _fit(self) -> None:
        high = self._column.totalHeightForWidth(self.width()) + 2 * self.frameWidth()
        if high != self._high:
            self._high = high
            self.setMaximumHeight(high)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(100, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, min(self._high, _LEAST_LINES * self.fontMetrics().lineSpacing()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fill(self, file: MemberFile | None, code: str, now: datetime) -> None:
        if file is None:
            self._name.setText("")
            self._name.hide()
            _put(self._counters, words.NOT_READ)
            standing = (self._good, self._strikes, self._over, self._sanctions)
            for label in (self._about, self._before, *standing, self._sticky):
                _put(label, "")
            self._clean.hide()
            return
        member = file.member
        self._name.setText(words.name(member))
        self._name.show()
        _put(self._about, words.about(member, now))
        _put(self._before, words.names_before(member.names_before))
        _put(self._counters, words.counters(member.counters))
        strikes = words.strikes(member.strikes, code, now)
        sanctions = words.sanctions(member.sanctions, now)
        _put(self._good, words.good(file, now))
        _put(self._strikes, strikes)
        _put(self._over, words.strikes_over(member.strikes, now))
        _put(self._sanctions, sanctions)
        self._clean.setVisible(not strikes and not sanctions)
        _put(self._sticky, words.sticky(member.sticky_note))


def _sentence(role: str) -> SafeLabel:
    label = SafeLabel(role=role, wrap=True)
    label.setMinimumWidth(1)  # a long run in it must not widen the pane
    return label


def _put(label: SafeLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
