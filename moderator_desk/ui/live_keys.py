"""The keys in force, for texts that name one: filled in where a text is shown, and anew on every widget when a command
gets another key."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from moderator_desk.commands import COMMANDS, Keys, normal_key, settle_keys
from moderator_desk.ui.words.keys import fill, has_places

_P = ParamSpec("_P")
_W = TypeVar("_W", bound=QWidget)
_Kept = dict[str, tuple[Callable[..., None], tuple[object, ...], dict[str, object]]] | None
_KEPT = "_texts_with_keys"

_held = settle_keys(COMMANDS, {})


def held() -> Keys:
    """The keys in force."""
    return _held


def filled(text: str) -> str:
    """A text with the keys in force in it, for what is painted by hand."""
    return fill(text, _held) if has_places(text) else text


def names_keys(show: Callable[Concatenate[_W, _P], None]) -> Callable[Concatenate[_W, _P], None]:
    """Make a function that shows texts on a widget fill in the keys they name, and show them anew when keys change."""
    put, name = cast("Callable[..., None]", show), show.__name__

    @wraps(show)
    def told(widget: _W, /, *texts: _P.args, **more: _P.kwargs) -> None:
        kept: _Kept = widget.__dict__.get(_KEPT)
        for each in (*texts, *more.values()) if more else texts:
            if isinstance(each, str) and has_places(each):
                kept = widget.__dict__.setdefault(_KEPT, {})
                kept[name] = (put, texts, more)
                _put(widget, put, texts, more)
                return
        if kept is not None:
            kept.pop(name, None)
        put(widget, *texts, **more)

    return told


def hold(keys: Keys) -> None:
    """These are in force from now on: every text that names one is shown anew."""
    global _held
    if keys == _held:
        return
    _held = keys
    for widget in QApplication.allWidgets():
        kept: _Kept = widget.__dict__.get(_KEPT)
        for show, texts, more in tuple(kept.values()) if kept else ():  # a tip may go meanwhile
            _put(widget, show, texts, more)
        widget.update()  # what is painted by hand may name one, too


def key_of(event: QKeyEvent) -> str:
    """What was pressed, as it is written in the table of commands."""
    key, held_down = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key < 0x80 and not chr(int(key)).isalnum():
        held_down &= ~Qt.KeyboardModifier.ShiftModifier  # "?" is its own key, however it is typed
    return normal_key(QKeySequence(QKeyCombination(held_down, key)).toString())


def is_key_of(event: QKeyEvent, command_id: str) -> bool:
    """Whether a command's key was pressed, for a sheet that has the keys to itself."""
    return key_of(event) in _held.by_command.get(command_id, ())


def _put(
    widget: QWidget, show: Callable[..., None], texts: tuple[object, ...], more: dict[str, object]
) -> None:
    show(widget, *map(_filled, texts), **{name: _filled(each) for name, each in more.items()})


def _filled(value: object) -> object:
    return filled(value) if isinstance(value, str) else value
