"""What the texts of a case hold besides words: contact details of the item, and links of everything that was reported.

A short text is looked through at once, a long one off the main thread.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.content.contacts import MOST, Contact, contacts_in, is_quick
from moderator_desk.content.links import Link, find_links, look_at
from moderator_desk.models.values import Case, CaseFile
from moderator_desk.rules import current_text
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words.contacts import contacts_line
from moderator_desk.ui.words.media import links_line

_LINK_LIMIT = 20_000


class FindsView(QWidget):
    """link_chosen(Link): somebody wants to look at a link. contacts_wanted(CaseFile): its text takes too long to be
    looked through at once; show_contacts() brings what was found."""

    link_chosen = Signal(object)
    contacts_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._file: CaseFile | None = None
        self._links: tuple[Link, ...] = ()
        self._link = -1
        self._contacts = SafeLabel(role="dim", wrap=True)
        self._line = SafeLabel(role="dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._contacts)
        column.addWidget(self._line)

    def show_finds(self, file: CaseFile | None, *, same_case: bool) -> None:
        """Look through the texts of a case; of a sealed one through none."""
        self._file = file
        if not same_case:
            self._link = -1
        text = _text_of(file)
        if not text or is_quick(text):
            self.show_contacts(file, contacts_in(text) if text else ())
        else:
            self._say(file, (), "")
            self.contacts_wanted.emit(file)

    def show_contacts(self, file: CaseFile | None, found: tuple[Contact, ...]) -> None:
        """Say which contact details the text of this case holds; of another case than that on the screen nothing."""
        if file is not self._file:
            return
        more = len(_text_of(file)) > MOST
        line = contacts_line(found, public=file.case.item.public, more=more) if file else ""
        self._say(file, _bare_links(file, found), line)

    def _say(self, file: CaseFile | None, bare: tuple[Link, ...], line: str) -> None:
        links = (*_links_of(file.case), *bare) if file is not None else ()
        self._links = tuple({link.url: link for link in links}.values())
        hosts = tuple(dict.fromkeys(link.host_ascii or link.url for link in self._links))
        _put(self._line, links_line(hosts, len(self._links)) if hosts else "")
        _put(self._contacts, line)
        self.setVisible(not (self._contacts.isHidden() and self._line.isHidden()))

    def next_link(self) -> bool:
        """Choose the next link of the case, round and round; False when there is none."""
        if not self._links:
            return False
        self._link = (self._link + 1) % len(self._links)
        self.link_chosen.emit(self._links[self._link])
        return True


def _put(label: SafeLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _links_of(case: Case) -> tuple[Link, ...]:
    """The links of the item and of what reporters said and attached; none of a sealed case."""
    if case.sealed:
        return ()
    item = case.item
    texts = [item.text if item.text_now is None else item.text_now, item.text]
    for report in case.reports:
        texts.append(report.words)
        texts += [text for each in report.evidence for text in (each.text, each.source)]
    return tuple(link for text in texts if text for link in find_links(text[:_LINK_LIMIT]))


def _text_of(file: CaseFile | None) -> str:
    """The item's text as it is now; "" for a sealed case."""
    return current_text(file.case) if file is not None and not file.case.sealed else ""


def _bare_links(file: CaseFile | None, found: tuple[Contact, ...]) -> tuple[Link, ...]:
    """Links written without a scheme, such as example.com/join. One in disguise has no address to look at."""
    text = _text_of(file)
    plain = (each for each in found if each.kind == "link" and not each.tricks)
    return tuple(look_at(text[each.start : each.end], each.start) for each in plain)
