"""The head of a case: what it is, where, how grave, why it is here, and what has to be known before deciding."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator_desk.content.hints import tables_are_read
from moderator_desk.content.language import guess_language
from moderator_desk.models.values import Case, CaseFile
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.words import case as words
from moderator_desk.ui.words.care import handoff_words
from moderator_desk.ui.words.hints import name_line
from moderator_desk.ui.words.languages import told_words


class CaseHead(QWidget):
    """What it is, where, how grave, why it is here, and what has to be known before deciding."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = ""
        self._title = SafeLabel(role="title")
        self._severity = SafeLabel(role="heading")  # never a padded role: Qt keeps padding when roles change
        self._line = SafeLabel(role="dim")
        self._alike = sentence("danger")
        self._why = sentence("dim")
        self._alert = sentence("danger")
        self._hint = sentence("warning")
        self._standing = sentence("good")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._title, 1)
        row.addWidget(self._severity)
        column.addLayout(row)
        for label in (self._line, self._alike, self._why, self._alert, self._hint, self._standing):
            column.addWidget(label)

    def show_head(self, file: CaseFile | None, now: datetime, before: Case | None) -> None:
        """Show the head lines of a case; `before` is the same case as it was on the screen until now."""
        self._severity.setVisible(file is not None)
        if file is None:
            self._changed = ""
            self._title.setText(words.NO_CASE)
            put_line(self._line, words.NO_CASE_HINT)
            for label in (self._alike, self._why, self._alert, self._hint, self._standing):
                put_line(label, "")
            return
        case = file.case
        self._changed = (words.changed(before, case) or self._changed) if before else ""
        self._title.setText(words.title(case.item))
        give_role(self._severity, words.SEVERITY_ROLES.get(case.severity, "heading"))
        self._severity.setText(words.severity(case.severity))
        put_line(self._line, words.header(case.item, now, language_words(file)))
        put_line(self._alike, alike_words(file))
        named(self._alike, self._alike.full_text())
        put_line(self._why, words.why_here(case))
        put_line(self._alert, words.alert(file))
        waits = any(each.waits for each in file.handoffs)
        handed = handoff_words(file, now) if waits else ""
        put_line(self._hint, " ".join(filter(None, (self._changed, handed))))
        self.show_standing(file, now)

    def show_standing(self, file: CaseFile, now: datetime) -> None:
        """How the case stands; what is left of a claim is another every second."""
        handed = "" if any(each.waits for each in file.handoffs) else handoff_words(file, now)
        put_line(self._standing, " ".join(filter(None, (words.standing(file, now), handed))))


def sentence(role: str) -> SafeLabel:
    """A line that wraps."""
    label = SafeLabel(role=role, wrap=True)
    label.setMinimumWidth(1)  # a long run in it must not widen the pane
    return label


def put_line(label: SafeLabel, text: str) -> None:
    """Show a line, or hide it when there is nothing to say."""
    label.setText(text)
    label.setVisible(bool(text))


def alike_words(file: CaseFile | None) -> str:
    """Whom the author's name may be taken for, "" for nobody."""
    if file is None or not tables_are_read():
        return ""
    author = file.case.item.author
    handle = (file.member.member.handle if file.member else "") or author.handle
    return name_line(handle, author.id, file.alike)


def language_words(file: CaseFile) -> str:
    """What is known of the language of the item."""
    item = file.case.item
    text = "" if file.case.sealed else item.text if item.text_now is None else item.text_now
    guess = guess_language(text) if text and tables_are_read() else None
    return told_words(item.language, guess, file.language_set)
