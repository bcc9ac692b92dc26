"""The window with the parts that make it work, by name."""

from dataclasses import dataclass

from moderator_desk.ui.actions import Actions
from moderator_desk.ui.batching import Batching
from moderator_desk.ui.caring import Caring
from moderator_desk.ui.claiming import Claiming
from moderator_desk.ui.comforts import Comforts
from moderator_desk.ui.deciding import Deciding
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.following import Following
from moderator_desk.ui.languages import Languages
from moderator_desk.ui.looking import Panes, Sheets
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.resting import Resting
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.waving import Waving
from moderator_desk.ui.window import Window
from moderator_desk.ui.wordings import Wordings


@dataclass(frozen=True)
class DeskWindow:
    """The window with the parts that make it work; keep it for as long as the window is open."""

    window: Window
    model: QueueListModel
    screen: OnScreen
    deeds: Deeds
    showing: Showing
    following: Following
    claiming: Claiming
    deciding: Deciding
    caring: Caring
    resting: Resting
    waving: Waving
    batching: Batching
    panes: Panes
    sheets: Sheets
    comforts: Comforts
    actions: Actions
    languages: Languages
    wordings: Wordings
