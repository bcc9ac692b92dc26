"""A link is never followed by accident: this strip shows where it really goes, and closing it is the easy way.

The only file that may hand an address to a browser, and it does so for plain http and https alone, by a key of its own.
"""

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moderator_desk.content.links import Link, defanged
from moderator_desk.content.visible import show_name
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import media as words

_OWN_KEYS = (Qt.Key.Key_O, Qt.Key.Key_C)


class LinkGate(QFrame):
    """Shows one link in place, taken apart. closed() when it goes; opened(url) when a browser was asked to open it;
    domain_wanted(host): which part of this host was registered, for show_domain()."""

    closed = Signal()
    opened = Signal(str)
    domain_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "raised")
        named(self, words.GATE_TITLE)
        self._link: Link | None = None
        self._title = SafeLabel(words.GATE_TITLE, "dim")
        self._host = SafeLabel(role="title")
        self._domain = SafeLabel()
        self._odd = SafeLabel(role="danger", wrap=True)
        self._from = SafeLabel(words.GATE_FROM, "dim", wrap=True)
        self._url = SafeLabel(role="dim")
        self._said = SafeLabel(role="warning", wrap=True)
        self._close = self._button(words.GATE_CLOSE, "primary")
        self._copy = self._button(words.GATE_COPY)
        self._open = self._button(words.GATE_OPEN)
        self._close.clicked.connect(self.close_gate)
        self._copy.clicked.connect(self.copy)
        self._open.clicked.connect(self.open)
        self._lay_out()
        self.hide()

    def _button(self, text: str, role: str = "verb") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        first = QHBoxLayout()
        first.setSpacing(2 * SPACE)
        first.addWidget(self._title)
        first.addWidget(self._host, 1)
        column.addLayout(first)
        for label in (self._domain, self._odd, self._from, self._url, self._said):
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (self._close, self._copy, self._open):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    @Slot(object)
    def show_link(self, link: Link) -> None:
        """Show where this link goes; the focus stands on Close."""
        self._link = link
        self._host.setText(words.link_host(link))
        self._domain.setText(words.GATE_DOMAIN_ASKED)
        self._domain.setVisible(bool(link.host_ascii))
        odd = words.odd_words(link)
        self._odd.setText(f"! {odd}" if odd else "")
        self._odd.setVisible(bool(odd))
        self._url.setText(show_name(defanged(link.url), 300))
        why = self._why_not(link)
        self._say(why)
        self._open.setEnabled(not why)
        self.show()
        self._close.setFocus()
        if link.host_ascii:
            self.domain_wanted.emit(link.host_ascii)

    def domain(self) -> str:
        """The line that names it."""
        return self._domain.text()

    def show_domain(self, host: str, domain: str) -> None:
        """The answer for a host; dropped when the link on show has another."""
        if self._link is not None and self._link.host_ascii == host:
            self._domain.setText(words.domain_line(domain))

    @Slot()
    def close_gate(self) -> None:
        """Put the strip away."""
        if self.isVisible():
            self.hide()
            self._link = None
            self.closed.emit()

    @Slot()
    def copy(self) -> None:
        """Copy the address in a form that no program makes a link of."""
        if self._link is not None:
            QGuiApplication.clipboard().setText(defanged(self._link.url))
            self._say(words.GATE_COPIED)

    @Slot()
    def open(self) -> None:
        """Hand the address to the browser, when it is plain http or https and cannot be read in two ways."""
        link = self._link
        if link is None or self._why_not(link):
            return
        url = _address(link)
        if QDesktopServices.openUrl(url):
            self.opened.emit(link.url)
            self.close_gate()
        else:
            self._say(words.GATE_FAILED)

    def _why_not(self, link: Link) -> str:
        """Why this link is never opened, in words; "" when it may be."""
        if not link.may_open:
            return words.GATE_NOT_WEB
        url = _address(link)
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        if not url.isValid() or url.scheme() not in ("http", "https") or host != link.host_ascii:
            return words.GATE_UNCLEAR
        return ""

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        """While the focus is in the strip its own letters act here, not on the case behind it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and (event.key() in _OWN_KEYS or event.key() == Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_gate()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            (focus if isinstance(focus, QPushButton) and focus.hasFocus() else self._close).click()
        elif key == Qt.Key.Key_C and not event.isAutoRepeat():
            self.copy()
        elif key == Qt.Key.Key_O and not event.isAutoRepeat():
            self.open()
        else:
            super().keyPressEvent(event)


def _address(link: Link) -> QUrl:
    """The address as a browser gets it; one written without a scheme goes by https."""
    text = link.url if "://" in link.url else f"https://{link.url}"
    return QUrl(text.replace("hxxp", "http", 1), QUrl.ParsingMode.StrictMode)
