"""The frame: which pane stands where. It holds widgets and nothing else; wiring.py makes them work together."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from moderator_desk.ui.accounts_pane import AccountsPane
from moderator_desk.ui.alert_band import AlertBand
from moderator_desk.ui.banner import Banner
from moderator_desk.ui.batch_pane import BatchPane
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.conflict_view import ConflictView
from moderator_desk.ui.decision_bar import DecisionBar
from moderator_desk.ui.guideline_pane import GuidelinePane
from moderator_desk.ui.known_accounts import KnownAccounts
from moderator_desk.ui.link_gate import LinkGate
from moderator_desk.ui.member_pane import MemberPane
from moderator_desk.ui.note_bar import NoteBar
from moderator_desk.ui.outbox_pane import OutboxPane
from moderator_desk.ui.place_band import PlaceBand
from moderator_desk.ui.precedents_line import PrecedentsLine
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.queue_pane import QueuePane
from moderator_desk.ui.safe import named
from moderator_desk.ui.status_line import StatusLine
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.wave_pane import WavePane

LEAST_WIDTH, LEAST_HEIGHT = 1024, 640
MIDDLE_LEAST = 120


class Window(QMainWindow):
    """Queue on the left, case in the middle, member over guideline on the right, decision bar below, all at once.

    closing() is emitted before the window goes.
    """

    closing = Signal()

    def __init__(self, model: QueueListModel) -> None:
        super().__init__()
        self.setWindowTitle("moderator_desk")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.banner = Banner()
        self.alert = AlertBand()
        self.rest = Banner()
        self.known = KnownAccounts()
        self.queue = QueuePane(model, self.known)
        self.band = PlaceBand()
        self.case = CasePane()
        self.outbox = OutboxPane()
        self.accounts = AccountsPane(self.known)
        self.wave, self.batch = WavePane(), BatchPane()
        self.member = MemberPane()
        self.guideline = GuidelinePane()
        self.precedents = PrecedentsLine()
        self.conflict = ConflictView()
        self.case.reveals.join(self.conflict)
        self.link_gate = LinkGate()
        self.note = NoteBar()
        self.bar = DecisionBar()
        self.status = StatusLine()
        self._lay_out()

    def settle(self) -> None:
        """Give the panes in the middle the sizes they are to have, now and not with the next events."""
        self._middle_column.activate()

    def _lay_out(self) -> None:
        """From the outside in: a widget that comes to another parent tells everything within it, each time."""
        whole, panes = QWidget(self), QFrame()
        self.setCentralWidget(whole)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for strip in (self.alert, self.banner, self.rest):
            outer.addWidget(strip)
        outer.addWidget(panes, 1)
        outer.addWidget(self.status)
        inner = QVBoxLayout(panes)
        inner.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        inner.addWidget(self.columns)
        centre = QWidget()
        self.right = QSplitter(Qt.Orientation.Vertical)
        for pane in (self.queue, centre, self.precedents.under(self.right)):
            self.columns.addWidget(pane)
        self._fill_centre(centre)
        for pane in (self.member, self.guideline):
            self.right.addWidget(pane)
        self.right.setSizes([400, 400])
        self.columns.setStretchFactor(1, 1)
        for splitter in (self.right, self.columns):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(2 * SPACE)
        self._name_panes()

    def _name_panes(self) -> None:
        for pane, name in (
            (self.queue, "Queue"),
            (self.case, "Case"),
            (self.member, "Member"),
            (self.guideline, "Guideline"),
            (self.bar, "Decision"),
            (self.outbox, "Outbox"),
            (self.accounts, "Accounts"),
            (self.wave, "Wave"),
            (self.batch, "Batch"),
        ):
            named(pane, name)

    @Slot()
    def _middle_changed(self) -> None:
        """Where the outbox or the accounts stand no case is to be seen: nothing says where it is, and no verb is there
        for it."""
        shown = self.middle.currentWidget()
        self.band.stand_back(shown is not self.case)
        self.bar.setVisible(shown is self.case)

    def _fill_centre(self, centre: QWidget) -> None:
        column = self._middle_column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self.middle = QStackedWidget()
        # else that of the highest pane in it, also of one out of sight
        self.middle.setMinimumHeight(MIDDLE_LEAST)
        column.addWidget(self.band)
        column.addWidget(self.middle, 1)
        for sheet in (self.case, self.outbox, self.accounts, self.wave, self.batch):
            self.middle.addWidget(sheet)
        self.middle.currentChanged.connect(self._middle_changed)
        for below in (self.link_gate, self.conflict, self.note, self.bar):
            column.addWidget(below)

    def restore(self, geometry: tuple[int, int, int, int] | None, columns: tuple[int, ...]) -> None:
        """Take the size, place and column widths of last time, moved onto a screen that is there."""
        self.resize(1440, 900)
        if geometry is not None:
            area = self.screen().availableGeometry()
            x, y, width, height = geometry
            self.resize(min(width, area.width()), min(height, area.height()))
            self.move(
                min(max(x, area.left()), area.right() - 200), min(max(y, area.top()), area.bottom() - 200)
            )
        if len(columns) == 3 and all(columns):
            self.columns.setSizes(list(columns))
        else:
            self._share_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() <= 0 or abs(event.oldSize().width() - event.size().width()) > 160:
            self._share_columns()

    def _share_columns(self) -> None:
        width = self.width() - 6 * SPACE
        left = min(max(width * 22 // 100, 240), 340)
        right = min(max(width * 26 // 100, 264), 400)
        self.columns.setSizes([left, width - left - right, right])

    def shape(self) -> tuple[tuple[int, int, int, int], tuple[int, ...]]:
        """Geometry and column widths, to be kept for next time."""
        place = self.geometry()
        return (place.x(), place.y(), place.width(), place.height()), tuple(self.columns.sizes())

    def panes(self) -> tuple[QWidget, ...]:
        """The panes F6 goes round, as they are on the screen."""
        every: tuple[QWidget, ...] = (
            self.queue,
            self.middle.currentWidget() or self.case,
            self.conflict,
            self.bar,
            self.member,
            self.guideline,
        )
        return tuple(pane for pane in every if pane.isVisible())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
