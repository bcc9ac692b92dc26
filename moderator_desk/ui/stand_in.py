"""Panes whose list is not always there keep the focus they are given."""

from PySide6.QtWidgets import QWidget


def show_or_stand_in(pane: QWidget, inner: QWidget, shown: bool) -> None:
    """Show or hide what has the focus for its pane. Hidden, the pane itself takes it: otherwise Qt would give it to
    whatever comes next, and F6 could not come into the pane."""
    if shown:
        inner.setVisible(True)
        pane.setFocusProxy(inner)
        return
    had = inner.hasFocus()
    pane.setFocusProxy(None)  # type: ignore[arg-type]
    if had:
        pane.setFocus()
    inner.setVisible(False)
