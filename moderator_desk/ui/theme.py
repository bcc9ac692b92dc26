"""How the desk looks: one table of colours for light and one for dark, from which the palette and the only style sheet
are made. Widgets ask for a look by the dynamic property `role`; nothing else sets colours.

Dark needs a palette of our own: asking Qt for a dark scheme does nothing on bare X11 or without a screen.
"""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

SPACE = 4
"""The grid: every gap and padding is a multiple of this many pixels."""

POINTS = 10.0
"""Body text at 100 percent, in points."""

FAMILIES = ("Noto Sans", "DejaVu Sans")

_GIVEN = "given_look"
"""Property of the application: which look it has."""


@dataclass(frozen=True)
class Theme:
    """The colours of one look, as hex. Every text colour keeps 4.5 : 1 on every ground it is used on (tested)."""

    name: str
    window: str
    pane: str
    raised: str
    text: str
    dim: str
    line: str
    accent: str
    accent_text: str
    selection: str
    danger: str
    warning: str
    good: str
    mark: str
    added: str
    removed: str
    key: str
    place_blue: str
    place_teal: str
    place_green: str
    place_ochre: str
    place_plum: str
    place_slate: str

    def place(self, code: str) -> str:
        """The colour of an account, for a ground under `accent_text` or for its name; an unknown code as slate."""
        return str(getattr(self, f"place_{code}", self.place_slate))


LIGHT = Theme(
    name="light",
    window="#eef0f3",
    pane="#ffffff",
    raised="#f6f7f9",
    text="#1b1f24",
    dim="#59626d",
    line="#d5d9df",
    accent="#1f5fbf",
    accent_text="#ffffff",
    selection="#dfe9f8",
    danger="#b3261e",
    warning="#855000",
    good="#1d6b3a",
    mark="#fff0b8",
    added="#d6f2dd",
    removed="#fbdcd9",
    key="#e7eaee",
    place_blue="#2a4fa8",
    place_teal="#0b6b72",
    place_green="#2f6b1f",
    place_ochre="#7a5200",
    place_plum="#85307f",
    place_slate="#4a5563",
)

DARK = Theme(
    name="dark",
    window="#15181c",
    pane="#1c2025",
    raised="#23282e",
    text="#e6e9ed",
    dim="#a0a9b4",
    line="#363c45",
    accent="#7fb0ff",
    accent_text="#0c1a30",
    selection="#28395a",
    danger="#ff9a92",
    warning="#f0bc61",
    good="#7fd39b",
    mark="#51430f",
    added="#1e4429",
    removed="#57262a",
    key="#303740",
    place_blue="#8fb4ff",
    place_teal="#6fd0d6",
    place_green="#9fd67f",
    place_ochre="#e6bd6a",
    place_plum="#eba2e4",
    place_slate="#b9c3cf",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

_STYLE = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog {{ background: {window}; }}
*[role="pane"] {{ background: {pane}; border: 1px solid {line}; border-radius: 6px; }}
*[role="raised"] {{ background: {raised}; border: 1px solid {line}; border-radius: 5px; }}
*[role="bar"] {{ background: {raised}; border-top: 1px solid {line}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; color: {dim}; }}
QLabel[role="dim"] {{ color: {dim}; }}
QLabel[role="danger"] {{ color: {danger}; font-weight: 600; }}
QLabel[role="warning"] {{ color: {warning}; font-weight: 600; }}
QLabel[role="good"] {{ color: {good}; font-weight: 600; }}
QLabel[role="chosen"] {{ background: {selection}; border-left: 3px solid {accent}; padding: 2px 4px;
    font-weight: 600; }}
QLabel[role="chip"] {{ background: {key}; border-radius: 4px; padding: 1px 6px; }}
QLabel[role="key"] {{ background: {key}; border: 1px solid {line}; border-bottom: 2px solid {line};
    border-radius: 4px; padding: 0px 5px; font-weight: 600; }}
QFrame[role="banner"] {{ background: {mark}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="banner-danger"] {{ background: {removed}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="rule"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}
QPlainTextEdit, QLineEdit, QListView, QTableView, QComboBox {{
    background: {pane}; border: 1px solid {line}; border-radius: 4px;
    selection-background-color: {accent}; selection-color: {accent_text}; }}
QPlainTextEdit[role="quiet"], QListView[role="quiet"] {{
    border: 1px solid transparent; background: transparent; }}
QListWidget[role="quiet"]::item {{ padding: 2px 4px; }}
QListWidget[role="quiet"]::item:selected {{ background: {selection}; color: {text}; }}
QPlainTextEdit[role="quote"] {{ background: {raised}; }}
QLineEdit, QComboBox {{ padding: 3px 6px; min-height: 18px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox QAbstractItemView {{ background: {pane}; selection-background-color: {selection};
    selection-color: {text}; }}
QPlainTextEdit:focus, QLineEdit:focus, QListView:focus, QTableView:focus, QComboBox:focus,
QScrollArea:focus {{ border: 1px solid {accent}; }}
QPlainTextEdit[role="quiet"]:focus {{ border: 1px solid {accent}; }}
QPushButton {{ background: {raised}; border: 1px solid {line}; border-radius: 4px; padding: 3px 10px; }}
QPushButton:hover {{ border-color: {dim}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:checked {{ background: {selection}; border-color: {accent}; }}
QPushButton:disabled {{ color: {dim}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {accent_text}; border-color: {accent}; }}
QPushButton[role="verb"] {{ padding: 3px 8px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; }}
QMenuBar {{ background: {window}; }} QMenuBar::item {{ padding: 3px 9px; background: transparent; }}
QMenuBar::item:selected {{ background: {selection}; border-radius: 4px; }}
QMenu {{ background: {pane}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; }} QMenu::item:selected {{ background: {selection}; color: {text}; }}
QMenu::item:disabled {{ color: {dim}; }}
QScrollArea {{ border: 1px solid transparent; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 4px; min-height: 28px; margin: 1px; }}
QScrollBar::handle:vertical:hover {{ background: {dim}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 4px; min-width: 28px; margin: 1px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {line}; }}
"""

_present = LIGHT


def current() -> Theme:
    """The look in force, for what is painted by hand."""
    return _present


def apply_theme(app: QApplication, name: str, *, percent: int = 100) -> Theme:
    """Give the whole program a look: "light", "dark" or "system" (what the desktop asks for, light when it is silent).

    `percent` scales the text, 80 to 200.
    """
    global _present
    _present = THEMES.get(name) or (DARK if _desktop_is_dark(app) else LIGHT)
    if app.property(_GIVEN) == [_present.name, percent]:
        return _present  # giving every widget the same look anew takes half a second
    if app.property(_GIVEN) is None:
        app.setStyle(
            "Fusion"
        )  # the style sheet then stands before it, and it is not to be told by its name any more
    app.setFont(font(percent=percent))
    app.setPalette(palette(_present))
    app.setStyleSheet(_STYLE.format(**{each.name: getattr(_present, each.name) for each in fields(Theme)}))
    app.setProperty(_GIVEN, [_present.name, percent])
    return _present


def font(*, percent: int = 100, step: float = 0.0, bold: bool = False) -> QFont:
    """The program's font, `step` points larger or smaller than body text."""
    made = QFont()
    known = set(QFontDatabase.families())
    made.setFamilies([family for family in FAMILIES if family in known] or [made.family()])
    made.setPointSizeF((POINTS + step) * percent / 100)
    made.setBold(bold)
    return made


def give_role(widget: QWidget, role: str) -> None:
    """Set a widget's look; repolished when it is already on the screen."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette(theme: Theme) -> QPalette:
    """The palette of a look."""
    made = QPalette()
    for role, value in (
        (QPalette.ColorRole.Window, theme.window),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.Base, theme.pane),
        (QPalette.ColorRole.AlternateBase, theme.raised),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.Button, theme.raised),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.BrightText, theme.danger),
        (QPalette.ColorRole.Highlight, theme.accent),
        (QPalette.ColorRole.HighlightedText, theme.accent_text),
        (QPalette.ColorRole.PlaceholderText, theme.dim),
        (QPalette.ColorRole.ToolTipBase, theme.raised),
        (QPalette.ColorRole.ToolTipText, theme.text),
        (QPalette.ColorRole.Link, theme.accent),
        (QPalette.ColorRole.Mid, theme.line),
        (QPalette.ColorRole.Dark, theme.line),
        (QPalette.ColorRole.Light, theme.raised),
    ):
        made.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.dim))
    return made


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two hex colours, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _desktop_is_dark(app: QApplication) -> bool:
    hints = app.styleHints()  # kept alive: the chained call finds its object deleted
    return hints.colorScheme().name == "Dark"
