"""Under the item: what a reader may miss in its text, and what terms of the team's list mean."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.content.hints import Hints, hints_of, tables_are_read
from moderator_desk.content.terms import TermList
from moderator_desk.models.values import Item, Span
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.safe import SafeLabel, SafeText, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import hints as words


def term_label() -> SafeLabel:
    """A line for one term."""
    label = SafeLabel(wrap=True)
    label.setMinimumWidth(1)
    return label


class HintsView(QWidget):
    """Lines for hidden characters, mixed words and terms; hidden itself when there are none. `mark` underlines places of
    the text as it is now; `terms` is the list that is looked for, `meanings` whether all that is known of
    them is shown."""

    def __init__(self, mark: Callable[[tuple[Span, ...]], None]) -> None:
        super().__init__()
        self._mark = mark
        self._item: Item | None = None
        self._looked_at: tuple[str, TermList, bool] = ("", TermList(), False)
        self._hints = Hints()
        self.terms = TermList()
        self.meanings = False
        self._hidden = SafeLabel(role="warning", wrap=True)
        self._mixed = SafeLabel(role="warning", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for label in (self._hidden, self._mixed):
            label.setMinimumWidth(1)
            column.addWidget(label)
        inner = QVBoxLayout()
        inner.setSpacing(SPACE // 2)
        column.addLayout(inner)
        self._lines = Pool(inner, term_label)
        self._translation = SafeText(role="quote")
        self._translation.fit_height(8)
        named(self._translation, words.TRANSLATION)
        self._translation.hide()
        column.addWidget(self._translation)
        named(self, words.HINTS)

    def show_hints(self, item: Item | None) -> None:
        """Show what there is to say of an item's text as it is now, and as reported where that is another."""
        self._item = item
        looking = (_text_of(item), self.terms, tables_are_read())
        if looking != self._looked_at:
            self._translation.setVisible(
                looking[0] == self._looked_at[0] and not self._translation.isHidden()
            )
            self._looked_at = looking
            self._hints = hints_of(looking[0], self.terms) if looking[0] and looking[2] else Hints()
        self._fill()

    def show_translation(self, text: str) -> None:
        """Show what a translator made of the text; it goes with the next text."""
        self._translation.show_text(text)
        self._translation.setVisible(bool(text))
        self._fill()

    def show_meanings(self, on: bool) -> bool:
        """All of what is known of the terms, and where they stand, or their meaning alone; False when there are none."""
        self.meanings = on
        self._fill()
        return bool(self._hints.terms)

    def _places(self) -> tuple[Span, ...]:
        """Where terms stand in the item's text as it is now, while all is shown."""
        if self._item is None or not self.meanings:
            return ()
        length = len(text_now(self._item))
        return tuple(Span(each.start, each.end) for each in self._hints.terms if each.end <= length)

    def _fill(self) -> None:
        lines = words.term_lines(self._hints.terms, self._looked_at[0], all_of_it=self.meanings)
        for label, line in (
            (self._hidden, words.hidden_line(self._hints.hidden)),
            (self._mixed, words.mixed_line(self._hints.mixed)),
            *zip(self._lines.take(len(lines)), lines, strict=True),
        ):
            label.setText(line)
            label.setVisible(bool(line))
        self._mark(self._places())
        something = bool(lines) or bool(self._hints.hidden or self._hints.mixed)
        self.setVisible(something or not self._translation.isHidden())


def text_now(item: Item) -> str:
    """The text as it is now; as reported when that is not known."""
    return item.text if item.text_now is None else item.text_now


def _text_of(item: Item | None) -> str:
    """The text as it is now with the reported one behind it, where that is another."""
    if item is None:
        return ""
    now = text_now(item)
    return now if now == item.text else f"{now}\n{item.text}"
