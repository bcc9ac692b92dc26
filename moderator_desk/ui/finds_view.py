"""What the texts of a case hold besides words: contact details of the item, and links of everything that was reported.

A short text is looked through at once, a long one off the main thread.
"""

from functools import lru_cache

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.content.contacts import Contact, find_contacts
from moderator_desk.content.links import Link, find_links
from moderator_desk.models.values import Case, CaseFile
from moderator_desk.rules import current_text
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words.contacts import contacts_line
from moderator_desk.ui.words.media import links_line

SHORT = 1_000
"""Characters that are looked through for contact details in well under a frame."""

_LINK_LIMIT = 20_000


@lru_cache(maxsize=64)
def contacts_in(text: str) -> tuple[Contact, ...]:
    """The contact details of a text; asked again for the same text it costs nothing."""
    return find_contacts(text)


class FindsView(QWidget):
    """link_chosen(Link): somebody wants to look at a link. contacts_wanted(CaseFile): its text is too long to be looked
    through at once; show_contacts() brings what was found."""

    link_chosen = Signal(object)
    contacts_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._file: CaseFile | None = None
        self._links: tuple[Link, ...] = ()
        self._link = -1
        self._contacts = SafeLabel(role="warning", wrap=True)
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
        self._links = _links_of(file.case) if file is not None else ()
        hosts = tuple(dict.fromkeys(link.host_ascii or link.url for link in self._links))
        _put(self._line, links_line(hosts, len(self._links)) if hosts else "")
        text = current_text(file.case) if file is not None and not file.case.sealed else ""
        if file is not None and len(text) > SHORT:
            self.show_contacts(file, ())
            self.contacts_wanted.emit(file)
        else:
            self.show_contacts(file, contacts_in(text))

    def show_contacts(self, file: CaseFile | None, found: tuple[Contact, ...]) -> None:
        """Say which contact details the text of this case holds; of another case than that on the screen nothing."""
        if file is not self._file:
            return
        _put(self._contacts, contacts_line(found, public=file.case.item.public) if file and found else "")
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
    """The links of the item and of what reporters said and attached, each once; none of a sealed case."""
    if case.sealed:
        return ()
    item = case.item
    texts = [item.text if item.text_now is None else item.text_now, item.text]
    for report in case.reports:
        texts.append(report.words)
        texts += [text for each in report.evidence for text in (each.text, each.source)]
    found = (link for text in texts if text for link in find_links(text[:_LINK_LIMIT]))
    return tuple({link.url: link for link in found}.values())
