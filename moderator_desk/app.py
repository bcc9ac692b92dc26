"""The only place where the parts meet: store, platforms, sync thread and window."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from moderator_desk.background import Courtesy, Errands, Relay, Worker
from moderator_desk.care import care_book
from moderator_desk.connections import connect, prepare, utc_now
from moderator_desk.content.images import DecodedImage, decode_image
from moderator_desk.content.terms import read_terms
from moderator_desk.credentials import Credentials
from moderator_desk.machine import keep_memory_off_the_disk
from moderator_desk.models import lifts
from moderator_desk.models.accounts import accounts
from moderator_desk.models.cases import read_case
from moderator_desk.models.looks import Look, keep_look
from moderator_desk.models.store import Session, Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Abilities, CaseRef, Changes
from moderator_desk.platforms.base import PlatformError
from moderator_desk.renewing import renew
from moderator_desk.rounds import Rounds
from moderator_desk.settings import (
    Places,
    Settings,
    SettingsProblem,
    own_file,
    read_settings,
    resource,
    team_file,
    write_settings,
)
from moderator_desk.switchboard import RunningAccounts, Switchboard
from moderator_desk.team_guidelines import TeamGuidelines
from moderator_desk.ui.desk import build_desk
from moderator_desk.ui.parts import DeskWindow
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
    now: Callable[[], datetime] = utc_now,
) -> Desk:
    """Put a desk together on an open store; a QApplication must exist. Nothing is fetched yet. `now` is the
    clock of whoever sits at it; sending has its own."""
    notice = _prepared(store, settings, settings_file, notice)
    relay, stop, courtesy = Relay(), Event(), Courtesy()
    errands = Errands(relay)
    join = partial(connect, store, credentials, stop, relay.send, breathe=courtesy.give)
    rounds = Rounds(store, (made := join()).lines)
    worker = Worker("sync", rounds.step, stop)
    switchboard = Switchboard(made, rounds, lambda account: join(only=account), worker.wake)
    outside = _Outside(store, switchboard, rounds, worker, settings.care_file)

    tools = Tools(
        store=store,
        now=now,
        settings=settings,
        save_settings=partial(_save, settings_file),
        abilities=outside.abilities,
        who=outside.who,
        ask=errands.ask,
        picture=outside.picture,
        case=outside.case,
        wake=outside.wake,
        hush=courtesy.ask,
        renew=partial(outside.renew, tell=relay.send),
        accounts=RunningAccounts(store, credentials, switchboard, relay.send),
        read_terms=partial(read_terms, _terms_file(settings_file)),
        care=outside.care,
        guidelines=_guidelines(store, settings, settings_file, relay),
        notice=notice,
    )
    return Desk(build_desk(tools), relay, errands, rounds, switchboard, stop, worker)


def _save(settings_file: Path | None, changed: Settings) -> None:
    if settings_file is not None:
        write_settings(settings_file, changed)


def _terms_file(settings_file: Path | None) -> Path:
    """The team's own list of terms beside the settings, else the one that comes with the desk."""
    own = settings_file.with_name("terms.toml") if settings_file else None
    return own if own is not None and own.exists() else resource("terms/terms.toml")


def _prepared(store: Store, settings: Settings, settings_file: Path | None, notice: str) -> str:
    """Bring the store up to a start; the first thing that has to be said."""
    faults = prepare(store, team_file(settings, settings_file) if settings_file else None)
    with store.read() as session:
        ended = ended_words(lifts.overdue(session, to_ms(utc_now())))
    return notice or team_file_words(faults) or ended


def _guidelines(store: Store, settings: Settings, settings_file: Path | None, relay: Relay) -> TeamGuidelines:
    own = own_file(settings, settings_file) if settings_file else None
    return TeamGuidelines(store, own, utc_now, relay.send)


class _Outside:
    """What the window asks for beyond the store: identities, abilities, pictures, another round."""

    def __init__(self, store: Store, made: Switchboard, rounds: Rounds, worker: Worker, book: str) -> None:
        self._store, self._made, self._rounds, self._worker = store, made, rounds, worker
        self._known: dict[str, str] = {}
        self.care = cache(partial(care_book, book, resource("care.toml")))

    def abilities(self, account: str) -> Abilities:
        """What an account's platform can do; nothing for one that is signed out."""
        platform = self._made.asking(account)
        return platform.abilities if platform else NO_PLATFORM

    def picture(self, ref: CaseRef, media_id: str) -> object:
        """A picture decoded, or the code of why there is none; blocking. The only way by which a picture comes in, and
        closed for what is sealed by now, whatever was on the screen when it was asked for."""
        with self._store.read() as session:
            if not _may_open(session, ref, media_id):
                return "sealed"
        platform = self._made.asking(ref.account)
        if platform is None:
            return "sign-in"
        try:
            decoded = decode_image(platform.media(media_id))
        except PlatformError as error:
            return error.why
        if isinstance(decoded, DecodedImage) and decoded.pdq:
            with self._store.write() as session:
                if _may_open(session, ref, media_id):  # it may have been sealed meanwhile
                    look = Look(ref, media_id, decoded.pdq, decoded.pdq_quality)
                    keep_look(session, look, to_ms(utc_now()))
        return decoded

    def case(self, ref: CaseRef) -> object:
        """A case as its platform has it now, or the code of why there is none; blocking."""
        platform = self._made.asking(ref.account)
        if platform is None:
            return "sign-in"
        try:
            return platform.case(ref.case_id)
        except PlatformError as error:
            return error.why

    def renew(self, ref: CaseRef, *, tell: Callable[[Changes], None]) -> bool:
        """Another lease of our claim on a case; blocking."""
        platform = self._made.asking(ref.account)
        return platform is not None and renew(self._store, platform, ref, utc_now(), tell)

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


def _may_open(session: Session, ref: CaseRef, media_id: str) -> bool:
    case = read_case(session, ref)
    return case is not None and case.may_open(media_id)


def make_application() -> QApplication:
    """The one QApplication; a display was looked for before. From here on no crash leaves memory on the disk."""
    keep_memory_off_the_disk()
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
