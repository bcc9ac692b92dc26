"""The reported item: its text as it was when reported and, when that differs, as it is now with what changed marked.

The words a decision is about are marked in the text as it stands now, which is what an edit would change.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator_desk.content.worddiff import Piece, word_diff
from moderator_desk.models.values import Item, Media, Span
from moderator_desk.ui.media_view import MediaStrip
from moderator_desk.ui.safe import SafeLabel, SafeText, named
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import case as words

_LINES = 22
_LONGEST_DIFF = 12_000
_MOST_TOKENS = 1_600
"""Beyond these a diff by words would take longer than a frame, and nobody reads it anyway."""


class _Version(QWidget):
    """One version of the text under its heading; `parts` of it can be shown as changed."""

    def __init__(self, change: str, sign: str) -> None:
        super().__init__()
        self._change = change
        self._coloured = False
        self.heading = SafeLabel(role="heading")
        self.sign = SafeLabel(sign, "dim")
        self.text = SafeText(role="quote")
        self.text.fit_height(_LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.sign)
        column.addLayout(row)
        column.addWidget(self.text)

    def show_version(self, heading: str, text: str, pieces: tuple[Piece, ...]) -> None:
        self.heading.setText(heading)
        named(self.text, heading)
        self._clear()
        self.text.show_text(text)
        self.colour(pieces)

    def colour(self, pieces: tuple[Piece, ...]) -> None:
        """Mark the changed pieces: struck out or underlined, so that it does not hang on colour."""
        self.sign.setVisible(any(piece.kind == self._change for piece in pieces))
        place, shown, end = 0, self.text.shown(), self.text.document().characterCount() - 1
        cursor = QTextCursor(self.text.document())
        for piece in pieces:
            if piece.kind not in ("same", self._change):
                continue
            start, place = place, place + len(piece.text)
            if piece.kind == "same" or shown.shown_offset(start) >= end:
                continue
            cursor.setPosition(shown.shown_offset(start))
            cursor.setPosition(min(shown.shown_offset(place), end), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_style(self._change))
            self._coloured = True

    def _clear(self) -> None:
        """A new text would take on the look of the one before it."""
        if self._coloured:
            cursor = QTextCursor(self.text.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setCharFormat(QTextCharFormat())
            self._coloured = False


class ItemView(QWidget):
    """The item's text, pictures and marked words. wanted(media id) as of the tiles."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._spans: tuple[Span, ...] = ()
        self._found: tuple[Span, ...] = ()
        self._pieces: tuple[Piece, ...] = ()
        self._marks = self._covered = False
        self._there = (False, False)
        self._first = _Version("removed", words.DIFF_REMOVED)
        self._second = _Version("added", words.DIFF_ADDED)
        self.pictures = MediaStrip()
        self.pictures.wanted.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self._first, self._second, self.pictures):
            column.addWidget(widget)

    def show_item(self, item: Item, *, sealed: bool, same_case: bool) -> None:
        """Show an item. Of a sealed one nothing but the number and size of its pictures."""
        before, self._item = self._item, item
        if not same_case or before is None or (before.text, before.text_now) != (item.text, item.text_now):
            self._spans = ()
            self._show_texts(item, sealed=sealed)
        bare = tuple(Media(each.id, each.content_type, each.size, sealed=True) for each in item.media)
        if not same_case:
            self.pictures.drop()
        self.pictures.show_refs(bare if sealed else item.media, sealed=sealed)

    def _show_texts(self, item: Item, *, sealed: bool) -> None:
        now = item.text_now
        differs = now is not None and now != item.text
        self._pieces = _pieces(item.text, now or "") if differs and not sealed else ()
        heading = words.AS_REPORTED if differs else words.text_heading(item)
        bare = sealed or (not item.text and not differs)
        self._there = (not bare, differs and not sealed)
        self.set_covered(self._covered)
        self._first.show_version(heading, "" if sealed else item.text, self._pieces)
        self._second.show_version(words.AS_NOW, (now or "") if differs and not sealed else "", self._pieces)

    def forget(self) -> None:
        """Let go of text and pixels."""
        self.show_item(Item("", "", words.NOBODY), sealed=True, same_case=False)
        self._item = None

    @property
    def target(self) -> SafeText:
        """The text whose words can be marked: as it is now."""
        item = self._item
        differs = item is not None and item.text_now is not None and item.text_now != item.text
        return self._second.text if differs else self._first.text

    def spans(self) -> tuple[Span, ...]:
        """The words marked so far, in order, as offsets into the text as it is now."""
        return self._spans

    def mark_selection(self) -> Span | None:
        """Mark the selected words, or take the mark off when exactly these were marked; None without a selection."""
        found = self.target.selected_span()
        if found is None:
            return None
        span = Span(*found)
        if span in self._spans:
            self._spans = tuple(each for each in self._spans if each != span)
        else:
            self._spans = _with(self._spans, span)
        self.target.mark_spans(self._spans)
        return span

    def set_covered(self, on: bool) -> None:
        """Show no words of the item."""
        self._covered = on
        for version, there in zip((self._first, self._second), self._there, strict=True):
            version.setVisible(there and not on)

    def mark_found(self, spans: tuple[Span, ...]) -> None:
        """Underline what was found in the text as it is now."""
        self._found = spans
        self.target.mark_found(spans)

    def set_reveal(self, on: bool) -> None:
        """Show joiners and variation selectors too."""
        if on == self._marks:
            return
        self._marks = on
        for version in (self._first, self._second):
            version.text.set_reveal(on)
            version.colour(self._pieces)
        self.target.mark_spans(self._spans)
        self.target.mark_found(self._found)


def _with(spans: tuple[Span, ...], new: Span) -> tuple[Span, ...]:
    """The spans with one more; those that touch it become one with it."""
    touching = [each for each in spans if each.start <= new.end and new.start <= each.end]
    joined = Span(min(each.start for each in (*touching, new)), max(each.end for each in (*touching, new)))
    rest = [each for each in spans if each not in touching]
    return tuple(sorted((*rest, joined), key=lambda each: each.start))


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    if len(old) + len(new) > _LONGEST_DIFF:
        return ()
    return word_diff(old, new, most_tokens=_MOST_TOKENS)


def _style(kind: str) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setBackground(QColor(current().added if kind == "added" else current().removed))
    style.setFontUnderline(kind == "added")
    style.setFontStrikeOut(kind == "removed")
    return style
