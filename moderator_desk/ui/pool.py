"""Widgets that are made once and used again: making one costs more than a frame can spare, hiding one costs nothing."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QWidget

_W = TypeVar("_W", bound=QWidget)


class Pool(Generic[_W]):
    """Widgets of one kind in a layout; it grows to the most ever needed, and hides what is not."""

    def __init__(self, layout: QBoxLayout, make: Callable[[], _W]) -> None:
        self._layout = layout
        self._make = make
        self._all: list[_W] = []
        self._number = 0

    def take(self, number: int) -> list[_W]:
        """The first `number` widgets, visible; the others hidden."""
        while len(self._all) < number:
            made = self._make()
            self._all.append(made)
            self._layout.addWidget(made)
        for place, widget in enumerate(self._all):
            if widget.isHidden() == (place < number):
                widget.setVisible(place < number)
        self._number = number
        return self._all[:number]

    def used(self) -> list[_W]:
        """The widgets on the screen."""
        return self._all[: self._number]

    def spare(self) -> list[_W]:
        """The widgets not on the screen."""
        return self._all[self._number :]
