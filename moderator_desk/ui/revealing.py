"""What of the case is covered and what is open: its words when they are of a kind somebody chose, and its pictures.

Everything is covered again with the next case, also with one that was open a moment ago.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from moderator_desk.content.images import DecodedImage, Refusal
from moderator_desk.models.values import Case
from moderator_desk.ui.comfort import Comfort
from moderator_desk.ui.layouts import settle_layouts
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import media as words


class Wordy(Protocol):
    """A part of the case pane with words in it."""

    def set_covered(self, on: bool) -> None:
        """Show none of them."""
        ...


class WordsCover(QFrame):
    """Stands where the words would be, and says why they are not there. Hidden while there is nothing to cover."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "raised")
        self._hint = SafeLabel(role="dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(SafeLabel(words.WORDS_COVERED, "title"))
        column.addWidget(self._hint)
        self.hide()

    def show_code(self, code: str) -> None:
        """Name the guideline for which the words are covered; hidden for ""."""
        if code:
            self._hint.setText(words.words_covered_hint(code))
            named(self, words.WORDS_COVERED, words.words_covered_hint(code))
        self.setVisible(bool(code))


class Revealing:
    """Covers and reveals the parts of one case pane. `tiles` are its pictures in order, `wordy` its parts with words."""

    def __init__(
        self, scroll: QScrollArea, tiles: Callable[[], tuple[MediaTile, ...]], wordy: tuple[Wordy, ...]
    ) -> None:
        self._scroll, self._tiles, self._wordy = scroll, tiles, wordy
        self._code = ""
        self._words_open = True
        self._peeked: tuple[MediaTile, ...] = ()
        self.cover = WordsCover()
        self.comfort = Comfort()

    def join(self, part: Wordy) -> None:
        """Cover the words of a part outside the pane with its own."""
        self._wordy = (*self._wordy, part)

    @property
    def words_covered(self) -> bool:
        """Whether words of the case are covered now."""
        return bool(self._code) and not self._words_open

    def begin(self, case: Case | None, *, same: bool) -> None:
        """Another case is about to stand in the pane (`same`: the same again, which keeps what is open)."""
        if not same:
            self._words_open = False
            self._peeked = ()
        self._code = self.comfort.covered_code(case) if case is not None and not case.sealed else ""
        self._show_words()

    def settle(self) -> None:
        """The case has been filled in: what came with it is covered like the rest."""
        for tile in self._tiles():
            tile.comfort = self.comfort
            tile.update()
        self._show_words()

    def set_comfort(self, comfort: Comfort, case: Case | None) -> None:
        """Cover by another choice, from now on and for what is in the pane."""
        self.comfort = comfort
        self.begin(case, same=True)
        self.settle()

    def next(self) -> bool:
        """One step on: the words, then picture after picture, a first look and then clear; when all is open, cover it.
        False when there is nothing to reveal."""
        if self.words_covered:
            self._words_open = True
            self._show_words()
            return True
        for tile in self._tiles():
            tile.comfort = self.comfort  # reports shown later have tiles of their own
            if tile.reveal():
                self._bring(tile)
                return True
        return self.cover_all()

    def cover_all(self) -> bool:
        """Cover words and pictures at once; whether there was something to cover."""
        open_ = [tile for tile in self._tiles() if tile.is_open]
        for tile in open_:
            tile.cover()
        had_words = bool(self._code) and self._words_open
        self._words_open = False
        self._show_words()
        return bool(open_) or had_words

    def peek(self, on: bool) -> bool:
        """Show everything clear while `on`, and then cover again what was covered; whether there is anything."""
        if not on:
            for tile in self._peeked:
                tile.peek(False)
            self._peeked = ()
            self._show_words()
            settle_layouts()
            return True
        self._peeked = tuple(tile for tile in self._tiles() if tile.state != "revealed" and tile.peek(True))
        if self._code:
            self._show_words(peeking=True)
        settle_layouts()
        return bool(self._peeked) or self.words_covered

    def zoom(self, by: int) -> bool:
        """The open pictures larger or smaller, under what lies over them; False when none is open."""
        open_ = [tile for tile in self._tiles() if tile.state in ("first", "revealed")]
        for tile in open_:
            tile.step_zoom(by)
        if open_ and by > 0:
            open_[-1].setFocus()  # arrows move within it
        for tile in open_[-1:]:
            self._bring(tile)
        return bool(open_)

    def take(self, media_id: str, decoded: DecodedImage | Refusal | str) -> None:
        """A picture that was asked for, or the code of why there is none; dropped when it is no longer wanted."""
        for tile in self._tiles():
            if tile.media.id == media_id and media_id:
                tile.take(decoded)
                if tile.is_open:
                    self._bring(tile)

    def _bring(self, tile: MediaTile) -> None:
        """Have a picture that changed its size in its place, and in sight, before it is painted."""
        settle_layouts()
        self._scroll.ensureWidgetVisible(tile)

    def _show_words(self, *, peeking: bool = False) -> None:
        covered = self.words_covered and not peeking
        for part in self._wordy:
            part.set_covered(covered)
        self.cover.show_code(self._code if covered else "")
