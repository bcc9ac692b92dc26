"""The person's settings: one frozen value, one file in the user's configuration folder."""

import os
import sys
import tempfile
from itertools import count
from pathlib import Path

import msgspec
from msgspec import Struct
from platformdirs import user_config_path, user_data_path, user_log_path

APP = "moderator_desk"
SHIPPED_GUIDELINES = "guidelines/language-exchange.toml"

PICTURE_FILTERS = ("both", "blur", "grey", "none")
"""In the order in which a key goes through them."""


class Settings(Struct, frozen=True, forbid_unknown_fields=False):
    """What a person can set. Seconds and percent are whole numbers; `keys` holds only changed keys (command -> keys).

    `picture_filter` lies over the first look at a picture: both, blur, grey or none. Texts reported under one of the
    guidelines `covered_texts` (codes) are covered at first.
    `duty_...` is who is called when a life may be in danger, every `alert_minutes` until somebody has it; `care_file` is
    a team's own file in place of resources/care.toml; after `break_minutes` with hard cases a break is suggested (0:
    never). `guidelines` is the path of the team's own guideline set, "" for the shipped one.
    """

    schema: int = 1
    theme: str = "system"
    undo_seconds: int = 10
    arm_ms: int = 250
    text_percent: int = 100
    notice_language: str = ""
    guidelines: str = ""
    keys: dict[str, tuple[str, ...]] = {}
    window: tuple[int, int, int, int] | None = None
    columns: tuple[int, ...] = ()
    picture_filter: str = "both"
    covered_texts: tuple[str, ...] = ("SELF", "VIO", "HATE", "NUD")
    duty_name: str = ""
    duty_phone: str = ""
    duty_hours: str = ""
    alert_minutes: int = 5
    care_file: str = ""
    break_minutes: int = 30


class SettingsProblem(Exception):
    """The settings file could not be used; `kept_as` is where it was put aside (None when it was left in place)."""

    def __init__(self, code: str, kept_as: Path | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.kept_as = kept_as


class Places(Struct, frozen=True):
    """The files of one profile."""

    settings: Path
    store: Path
    logs: Path


def places(profile: str = "default", data_dir: Path | None = None) -> Places:
    """Where a profile keeps its files; everything under `data_dir` when one is given.

    Raises ValueError for a profile name that is not a plain word.
    """
    if not profile.replace("-", "").replace("_", "").isalnum():
        raise ValueError("profile")
    if data_dir is not None:
        base = data_dir / profile
        return Places(base / "settings.json", base / "desk.sqlite", base / "logs")
    return Places(
        user_config_path(APP, appauthor=False) / profile / "settings.json",
        user_data_path(APP, appauthor=False) / profile / "desk.sqlite",
        user_log_path(APP, appauthor=False) / profile,
    )


def resource(name: str) -> Path:
    """The path of a file of resources/, in a checkout, an installed package or a frozen program.

    Raises FileNotFoundError with the plain name.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve().parent
    for base in (Path(frozen) if frozen else None, here, here.parent):
        if base is not None and (base / "resources" / name).exists():
            return base / "resources" / name
    raise FileNotFoundError(f"resources/{name}")


def team_file(settings: Settings, settings_file: Path) -> Path | None:
    """The team's own guideline file: the one that the settings name, else `guidelines.toml` beside them; None without."""
    if settings.guidelines:
        return Path(settings.guidelines).expanduser()
    beside = own_file(settings, settings_file)
    return beside if beside.exists() else None


def own_file(settings: Settings, settings_file: Path) -> Path:
    """Where a team's guidelines are saved."""
    if settings.guidelines:
        return Path(settings.guidelines).expanduser()
    return settings_file.with_name("guidelines.toml")


def read_settings(path: Path) -> Settings:
    """The settings in the file, defaults when there is none.

    Raises SettingsProblem: "damaged" (the file is put aside, so that nothing is lost) or "newer" (left in place and
    not to be overwritten).
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    try:
        found = msgspec.json.decode(raw, type=Settings)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        if _schema_of(raw) > Settings().schema:  # a later program may keep other shapes
            raise SettingsProblem("newer") from error
        aside = _free_name(path)
        os.replace(path, aside)
        raise SettingsProblem("damaged", aside) from error
    if found.schema > Settings().schema:
        raise SettingsProblem("newer")
    return within_bounds(found)


def _free_name(path: Path) -> Path:
    """Where a damaged file is put aside without taking the place of one that was put aside before."""
    first = path.with_suffix(".unreadable.json")
    later = (path.with_suffix(f".unreadable-{number}.json") for number in count(2))
    return first if not first.exists() else next(name for name in later if not name.exists())


def _schema_of(raw: bytes) -> int:
    try:
        return msgspec.json.decode(raw, type=_Schema).schema
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return 0


class _Schema(Struct):
    schema: int = 0


def within_bounds(settings: Settings) -> Settings:
    """The same settings with every number inside its limits and an unknown theme or filter as at first."""
    return msgspec.structs.replace(
        settings,
        theme=settings.theme if settings.theme in ("system", "light", "dark") else "system",
        undo_seconds=min(max(settings.undo_seconds, 0), 60),
        arm_ms=min(max(settings.arm_ms, 0), 2000),
        text_percent=min(max(settings.text_percent, 80), 200),
        picture_filter=settings.picture_filter if settings.picture_filter in PICTURE_FILTERS else "both",
        alert_minutes=min(max(settings.alert_minutes, 1), 60),
        break_minutes=min(max(settings.break_minutes, 0), 480),
    )


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = msgspec.json.format(msgspec.json.encode(settings), indent=2)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
