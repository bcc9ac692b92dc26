"""The only place where the parts meet: store, platforms, sync thread and window."""

import gc
import os
import sys
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from moderator_desk.background import Courtesy, Errands, Relay, Worker
from moderator_desk.connections import connect, prepare, utc_now
from moderator_desk.content.images import decode_image
from moderator_desk.credentials import Credentials
from moderator_desk.models import lifts
from moderator_desk.models.accounts import accounts
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Abilities
from moderator_desk.platforms.base import PlatformError
from moderator_desk.rounds import Rounds
from moderator_desk.settings import (
    Places,
    Settings,
    SettingsProblem,
    own_file,
    read_settings,
    team_file,
    write_settings,
)
from moderator_desk.switchboard import RunningAccounts, Switchboard
from moderator_desk.team_guidelines import TeamGuidelines
from moderator_desk.ui.desk import DeskWindow, build_desk
from moderator_desk.ui.theme import apply_theme
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.words.problems import settings_words
from moderator_desk.ui.words.rulebook import team_file_words
from moderator_desk.ui.words.status import ended_words

SWITCH_S = 0.0005
"""How long a thread may hold the interpreter while another waits: with the 5 ms that are usual, a key press that reads
the store twenty times beside a busy sync thread loses up to 100 ms to waiting."""

NO_PLATFORM = Abilities(kind="", actions=())


class Desk(QObject):
    """A running desk: window, sync thread and errands; close() ends them in order. The store is the caller's."""

    def __init__(
        self,
        parts: DeskWindow,
        relay: Relay,
        errands: Errands,
        rounds: Rounds,
        switchboard: Switchboard,
        stop: Event,
        worker: Worker,
    ) -> None:
        super().__init__()
        self.parts = parts
        self.rounds = rounds
        self._relay = relay
        self._errands = errands
        self.switchboard = switchboard
        self._stop = stop
        self._worker = worker
        relay.arrived.connect(parts.following.arrived)
        parts.window.closing.connect(self.close)

    def start(self, *, syncing: bool = True) -> None:
        """Show the window on the first case; the network comes after."""
        self.parts.model.reload()
        self.parts.screen.show(self.parts.model.next_open_after(None, 1))
        self.parts.window.show()
        self.parts.window.activateWindow()
        self.parts.deciding.rest()
        self.parts.following.start()
        if syncing:
            self._worker.start()

    @Slot()
    def close(self) -> None:
        """End the threads; what is not sent stays in the outbox. The window goes at once, as a connection that is just
        being made may take some seconds to give up."""
        if self._stop.is_set():
            return
        self._stop.set()
        self.parts.window.hide()
        self.switchboard.close()
        self.parts.following.stop()
        self._errands.close()
        self._worker.close()
        self._relay.arrived.disconnect(self.parts.following.arrived)


def make_desk(
    store: Store,
    credentials: Credentials,
    settings: Settings,
    *,
    settings_file: Path | None,
    notice: str = "",
) -> Desk:
    """Put a desk together on an open store; a QApplication must exist. Nothing is fetched yet."""
    notice = _prepared(store, settings, settings_file, notice)
    relay, stop, courtesy = Relay(), Event(), Courtesy()
    errands = Errands(relay)
    join = partial(connect, store, credentials, stop, relay.send, breathe=courtesy.give)
    made = join()
    rounds = Rounds(store, made.lines)
    worker = Worker("sync", rounds.step, stop)
    switchboard = Switchboard(made, rounds, lambda account: join(only=account), worker.wake)
    outside = _Outside(store, switchboard, rounds, worker)

    def save(changed: Settings) -> None:
        if settings_file is not None:
            write_settings(settings_file, changed)

    tools = Tools(
        store=store,
        now=utc_now,
        settings=settings,
        save_settings=save,
        abilities=outside.abilities,
        who=outside.who,
        ask=errands.ask,
        picture=outside.picture,
        wake=outside.wake,
        hush=courtesy.ask,
        accounts=RunningAccounts(store, credentials, switchboard, relay.send),
        guidelines=TeamGuidelines(
            store, own_file(settings, settings_file) if settings_file else None, utc_now, relay.send
        ),
        notice=notice,
    )
    return Desk(build_desk(tools), relay, errands, rounds, switchboard, stop, worker)


def _prepared(store: Store, settings: Settings, settings_file: Path | None, notice: str) -> str:
    """Bring the store up to a start; the first thing that has to be said."""
    faults = prepare(store, team_file(settings, settings_file) if settings_file else None)
    with store.read() as session:
        ended = ended_words(lifts.overdue(session, to_ms(utc_now())))
    return notice or team_file_words(faults) or ended


class _Outside:
    """What the window asks for beyond the store: identities, abilities, pictures, another round."""

    def __init__(self, store: Store, made: Switchboard, rounds: Rounds, worker: Worker) -> None:
        self._store, self._made, self._rounds, self._worker = store, made, rounds, worker
        self._known: dict[str, str] = {}

    def abilities(self, account: str) -> Abilities:
        """What an account's platform can do; nothing for one that is signed out."""
        platform = self._made.asking(account)
        return platform.abilities if platform else NO_PLATFORM

    def picture(self, account: str, media_id: str) -> object:
        """A picture decoded, or the code of why there is none; blocking."""
        platform = self._made.asking(account)
        if platform is None:
            return "sign-in"
        try:
            return decode_image(platform.media(media_id))
        except PlatformError as error:
            return error.why

    def wake(self, pull: bool) -> None:
        """Let the sync thread go round now."""
        if pull:
            self._rounds.ask_pull()
        self._worker.wake()

    def who(self, account: str) -> str:
        """Our member id at an account."""
        if account not in self._known:
            with self._store.read() as session:
                found = {each.id: each.me.id for each in accounts(session) if each.me}
            self._known.update(found)
        return self._known.get(account, "")


def make_application() -> QApplication:
    """The one QApplication; a display was looked for before."""
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    sys.setswitchinterval(SWITCH_S)
    QApplication.setApplicationName("moderator_desk")
    QApplication.setDesktopFileName("org.moderator_desk.Desk")
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(sys.argv[:1])


def spare_collector() -> None:
    """Take what the program is made of out of the garbage collector's sight, once the window stands: a full collection
    over all of it took 120 ms in the middle of a key press, and never found anything."""
    gc.freeze()
    gc.set_threshold(5000, 20, 50)


def open_window(store: Store, credentials: Credentials, where: Places) -> int:
    """Open the desk on a profile and run until it is closed; the exit code."""
    app = make_application()
    notice, keep = "", True
    try:
        settings = read_settings(where.settings)
    except SettingsProblem as problem:
        settings = Settings()
        notice = settings_words(problem.code, problem.kept_as.name if problem.kept_as else "")
        keep = problem.code != "newer"
    if not credentials.lasting:
        notice = notice or "There is no safe keyring on this machine: sign-ins last until the desk is closed."
    apply_theme(app, settings.theme, percent=settings.text_percent)
    desk = make_desk(
        store, credentials, settings, settings_file=where.settings if keep else None, notice=notice
    )
    desk.parts.window.restore(settings.window, settings.columns)
    desk.start()
    spare_collector()
    code = app.exec()
    desk.close()
    return code
