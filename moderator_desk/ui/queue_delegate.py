"""How a line of the queue is painted: severity by mark and word, guideline, member and age; two lines of the text."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import QueueLine
from moderator_desk.ui.known_accounts import KnownAccounts, Mark
from moderator_desk.ui.painted_rows import PaintedRows
from moderator_desk.ui.queue_model import LINE_ROLE, QueueListModel, is_open
from moderator_desk.ui.theme import SPACE, Theme, current
from moderator_desk.ui.words.ages import ago
from moderator_desk.ui.words.languages import language_words
from moderator_desk.ui.words.queue import (
    kind_words,
    reports_words,
    severity_words,
    snippet_words,
    standing_words,
)

_TEXT_LINES = 2


class QueueDelegate(QStyledItemDelegate):
    """Paints a QueueLine, with its account where there are several. `now` is set by the pane once a second, so that ages
    stay true."""

    def __init__(self, parent: QWidget, now: datetime, known: KnownAccounts) -> None:
        super().__init__(parent)
        self.now = now
        self._known = known
        self._rows = PaintedRows()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.lineSpacing()
        more = line + 2 if self._known.several else 0
        return QSize(120, line * (2 + _TEXT_LINES) + 5 * SPACE + more)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, model = index.data(LINE_ROLE), index.model()
        if not isinstance(line, QueueLine) or not isinstance(model, QueueListModel):
            return
        text = snippet_words(line, model.covered)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        font, ground = option.font, current().selection if chosen else current().pane
        mark = self._known.mark(line.ref.account)
        what = (line, chosen, ago(line.opened_at, self.now), font.key(), mark, text)

        def row(brush: QPainter, rect: QRect) -> None:
            self._row(brush, rect, line, text, chosen, font, mark)

        self._rows.draw(painter, option.rect, what, ground, row)

    def _row(
        self,
        painter: QPainter,
        rect: QRect,
        line: QueueLine,
        text: str,
        chosen: bool,
        font: QFont,
        mark: Mark,
    ) -> None:
        theme, metrics = current(), QFontMetrics(font)
        painter.setFont(font)
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        area = rect.adjusted(3 * SPACE, 2 * SPACE, -2 * SPACE, -SPACE)
        if mark.name:
            draw_place(painter, area, mark, font)
            area.setTop(area.top() + metrics.lineSpacing() + 2)
        self._head(painter, area, line, theme, font)
        body = area.adjusted(0, metrics.lineSpacing() + 2, 0, 0)
        painter.setPen(QColor(theme.text if is_open(line) and text == line.snippet else theme.dim))
        lay_out(one_line(text, 160), font, body.width()).draw(painter, QPointF(body.left(), body.top()))
        foot = QRect(area.left(), area.bottom() - metrics.lineSpacing(), area.width(), metrics.lineSpacing())
        self._foot(painter, foot, line, theme, metrics)

    def _head(self, painter: QPainter, area: QRect, line: QueueLine, theme: Theme, font: QFont) -> None:
        colour = QColor({"urgent": theme.danger, "high": theme.warning}.get(line.severity, theme.dim))
        height = QFontMetrics(font).lineSpacing()
        draw_severity(painter, area.left() + 5, area.top() + height // 2, line.severity, colour)
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        metrics = QFontMetrics(bold)
        left = area.left() + 4 * SPACE
        word = severity_words(line.severity)
        painter.setPen(colour)
        painter.drawText(left, area.top() + metrics.ascent(), word)
        left += metrics.horizontalAdvance(word) + 2 * SPACE
        painter.setPen(QColor(theme.text))
        painter.drawText(left, area.top() + metrics.ascent(), line.guideline)
        left += metrics.horizontalAdvance(line.guideline) + 2 * SPACE
        painter.setFont(font)
        plain = QFontMetrics(font)
        age, standing = ago(line.opened_at, self.now), standing_words(line) or kind_words(line.kind)
        room = area.right() - left - 2 * SPACE - plain.horizontalAdvance(age)
        if line.draft and plain.horizontalAdvance(standing) > room:
            age = ""  # in a narrow queue the draft is what matters more
        painter.setPen(QColor(theme.dim))
        right = area.right() - plain.horizontalAdvance(age)
        painter.drawText(right, area.top() + plain.ascent(), age)
        if not is_open(line) or line.conflict:
            painter.setPen(QColor(theme.warning if line.conflict else theme.good))
        elif line.draft:
            painter.setPen(QColor(theme.accent))
        shown = plain.elidedText(standing, Qt.TextElideMode.ElideRight, max(right - left - 2 * SPACE, 0))
        painter.drawText(left, area.top() + plain.ascent(), shown)

    def _foot(
        self, painter: QPainter, area: QRect, line: QueueLine, theme: Theme, metrics: QFontMetrics
    ) -> None:
        painter.setPen(QColor(theme.dim))
        right = " · ".join(filter(None, (reports_words(line.reports), language_words(line.language))))
        width = metrics.horizontalAdvance(right)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        room = max(area.width() - width - 3 * SPACE, 0)
        author = metrics.elidedText(
            one_line(line.author or line.author_id, 60), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, author)


def draw_place(painter: QPainter, area: QRect, mark: Mark, font: QFont) -> None:
    """An account's name on its colour, at the top of a line."""
    theme, small = current(), QFont(font)
    small.setBold(True)
    small.setPointSizeF(max(font.pointSizeF() - 1, 6))
    metrics = QFontMetrics(small)
    name = metrics.elidedText(mark.name, Qt.TextElideMode.ElideRight, max(area.width() - 4 * SPACE, 20))
    chip = QRect(area.left(), area.top() - 1, metrics.horizontalAdvance(name) + 3 * SPACE, metrics.height())
    painter.fillRect(chip, QColor(theme.place(mark.colour)))
    painter.setFont(small)
    painter.setPen(QColor(theme.accent_text))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, name)
    painter.setFont(font)


def lay_out(text: str, font: QFont, width: int) -> QTextLayout:
    """Text wrapped into at most two lines, the second ended by an ellipsis; direction by its first strong letter."""
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    metrics = QFontMetrics(font)
    layout = _lines(text, font, width, option)
    if layout.lineCount() == _TEXT_LINES:
        second = layout.lineAt(_TEXT_LINES - 1)
        shown = second.textStart() + second.textLength()
        if shown < len(text):
            rest = metrics.elidedText(
                text[second.textStart() :], Qt.TextElideMode.ElideRight, max(width - 6, 10)
            )
            layout = _lines(text[: second.textStart()] + rest, font, width, option)
    return layout


def _lines(text: str, font: QFont, width: int, option: QTextOption) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    spacing = QFontMetrics(font).lineSpacing()
    layout.beginLayout()
    for number in range(_TEXT_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * spacing))
    layout.endLayout()
    return layout


def draw_severity(painter: QPainter, x: int, y: int, severity: str, colour: QColor) -> None:
    """A mark whose shape tells the severity without colour: diamond, triangle, disc, ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.setBrush(colour)
    points: tuple[tuple[float, float], ...] = ()
    if severity == "urgent":
        points = ((0, -6), (6, 0), (0, 6), (-6, 0))
    elif severity == "high":
        points = ((0, -5), (5.5, 4.5), (-5.5, 4.5))
    if points:
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
    else:
        if severity == "low":
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
    painter.restore()
