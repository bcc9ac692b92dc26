"""Keys for a moderator's wellbeing: revealing step by step, peeking, zoom, what lies over pictures, hiding everything."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from moderator_desk.settings import PICTURE_FILTERS, Settings
from moderator_desk.ui.comfort import comfort_of
from moderator_desk.ui.curtain import Curtain
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import media as words

REPEAT_MS = 40
"""X tells the repeats of a held key as releases and presses of one moment (see actions.LayoutFallback), and the press may
come late: so long a release is not believed."""

BEHIND_CURTAIN = frozenset({"cover", "quit", "theme", "larger", "smaller"})
"""What may be done while nothing is to be seen."""


class Comforts(QObject):
    """Acts on the case pane, the queue and the curtain. refused(code).

    `settings` gives the settings as they are, `keep` changes some of them for good.
    """

    refused = Signal(str)

    def __init__(
        self,
        window: Window,
        model: QueueListModel,
        screen: OnScreen,
        settings: Callable[[], Settings],
        keep: Callable[..., None],
    ) -> None:
        super().__init__(window)
        self._window, self._model, self._screen = window, model, screen
        self._settings, self._keep = settings, keep
        self._held = False
        self._peeking = False
        self._released = (0, 0)
        self._up = QTimer(self)
        self._up.setSingleShot(True)
        self._up.timeout.connect(self._end_peek)
        self.curtain = Curtain(window)
        self.curtain.left.connect(window.queue.take_focus)
        window.installEventFilter(self)
        self._apply()

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Command id -> what it does."""
        return {
            "reveal": self.reveal,
            "peek": self.peek,
            "picture-larger": partial(self.zoom, 1),
            "picture-smaller": partial(self.zoom, -1),
            "picture-filter": self.turn_filter,
            "cover-texts": self.cover_texts,
            "cover": self.hide_all,
        }

    def reveal(self) -> None:
        """One step of revealing on; cover all again when nothing is left."""
        if not self._window.case.reveals.next():
            self.refused.emit("nothing-covered")

    def peek(self) -> None:
        """Show what is covered until the key comes up. Without a key held (from a menu) there is nothing to end it."""
        if not self._held:
            self.refused.emit("hold-key")
        elif self._window.case.reveals.peek(True):
            self._peeking = True
        else:
            self.refused.emit("nothing-covered")

    def zoom(self, by: int) -> None:
        """Open pictures larger or smaller, under what lies over them."""
        if not self._window.case.reveals.zoom(by):
            self.refused.emit("no-open-picture")

    def turn_filter(self) -> None:
        """The next of the filters over first looks, kept for next time."""
        have = self._settings().picture_filter
        filter_ = PICTURE_FILTERS[(PICTURE_FILTERS.index(have) + 1) % len(PICTURE_FILTERS)]
        self._keep(picture_filter=filter_)
        self._apply()
        self._window.status.show_said(words.FILTERS[filter_], False)

    def cover_texts(self) -> None:
        """Cover the texts of this case's guideline at first, or no longer; kept for next time."""
        code = self._screen.file.case.guideline if self._screen.file else ""
        if not code:
            self.refused.emit("no-guideline")
            return
        have = self._settings().covered_texts
        on = code not in have
        self._keep(covered_texts=(*have, code) if on else tuple(each for each in have if each != code))
        self._apply()
        self._window.status.show_said(words.covering_words(code, on), False)

    def hide_all(self) -> None:
        """Draw the curtain over the window, or away; what was revealed is covered behind it."""
        if self.curtain.is_open:
            self.curtain.rise()
            return
        self._end_peek()
        self._window.case.reveals.cover_all()
        self.curtain.fall()

    def only_seen(self, verbs: dict[str, Callable[[], object]]) -> dict[str, Callable[[], object]]:
        """The same verbs, but for what would act on something behind the curtain."""
        return {
            name: verb if name in BEHIND_CURTAIN else partial(self._unless_hidden, verb)
            for name, verb in verbs.items()
        }

    @property
    def peeking(self) -> bool:
        """Whether something is shown for as long as a key is held."""
        return self._peeking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key goes down or comes up anywhere in the window, or the window loses the keys."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._end_peek()
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            moment = (event.key(), event.timestamp())
            if kind == QEvent.Type.KeyRelease:
                self._released = moment
                self._up.start(REPEAT_MS)
            elif event.timestamp() > 0 and moment == self._released:
                self._up.stop()  # it never came up: a repeat that Qt took for a press of its own
            elif kind == QEvent.Type.ShortcutOverride:
                self._end_peek()  # another key, so nobody knows any more which one is held
                self._held = True
        return False

    @Slot()
    def _end_peek(self) -> None:
        self._up.stop()
        self._held = False
        if self._peeking:
            self._peeking = False
            self._window.case.reveals.peek(False)

    def _unless_hidden(self, verb: Callable[[], object]) -> None:
        if not self.curtain.is_open:
            verb()

    def _apply(self) -> None:
        comfort = comfort_of(self._settings())
        self._window.case.set_comfort(comfort)
        self._model.cover(comfort.covered)
