"""Layouts that settle now and not with the next events."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

_ROUNDS = 5
"""As deep as layouts stand in one another here; rounds without anything to do cost nothing."""


def settle_layouts() -> None:
    """Give every widget its place now: a text that grew moves its neighbours, so it takes some rounds. Left to the event
    loop, a frame with a text cut in two would be seen in between."""
    for _ in range(_ROUNDS):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
