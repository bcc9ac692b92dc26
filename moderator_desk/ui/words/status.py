"""Words of the banner and the status line: how things stand between the desk and its platforms."""

from datetime import datetime

from moderator_desk.ui.words.ages import span
from moderator_desk.ui.words.keys import key

_DONE = {
    "dismiss": "Dismissed",
    "edit": "Edited",
    "remove": "Removed",
    "warn": "Warned",
    "ban": "Banned",
    "escalate": "Escalated",
    "skip": "Skipped",
    "note": "Note kept",
    "claim": "Claim asked for",
    "release": "Claim given back",
    "undo": "Taken back",
    "retry": "Tried again",
    "withdraw": "Withdrawn",
    "lift": "The ban ends now",
    "apply-again": "Applied again",
    "life-threat": "The case is frozen and kept as you saw it. Call the person named above",
    "acknowledge": "Written down who has it",
    "call-again": "Nobody has acknowledged the threat to life yet. Call again",
    "hand-over": "Handed to a supervisor",
    "warn-reporter": "Warning written",
    "mute-reporter": "Muted",
    "hear-reporter": "Taken back",
}


def waiting_words(number: int) -> str:
    """How many entries wait."""
    return "1 decision waits" if number == 1 else f"{number} decisions wait"


def offline_words(name: str, since: datetime, number: int, now: datetime) -> str:
    """The banner while a platform cannot be reached."""
    clock = since.astimezone().strftime("%H:%M")
    length = span((now - since).total_seconds())
    waits = f" {waiting_words(number)} and will be sent when it is back." if number else ""
    return f"{name} has not been reachable since {clock} ({length}). Go on deciding; nothing is lost.{waits}"


def trouble_words(name: str, sentence: str) -> str:
    """The banner for any other trouble with an account."""
    return f"{name}: {sentence}"


def blocked_words(number: int) -> str:
    """The banner when decisions came back."""
    if number == 1:
        return f"1 decision came back and needs a look: press {key('outbox')}."
    return f"{number} decisions came back and need a look: press {key('outbox')}."


def ended_words(number: int) -> str:
    """The notice at a start after which bans are lifted whose time came meanwhile; "" for none."""
    if not number:
        return ""
    bans, them = ("1 ban", "it") if number == 1 else (f"{number} bans", "them")
    return f"{bans} came to an end while the desk was closed. The desk lifts {them} now, late."


def done_words(verb: str, held_s: int) -> str:
    """What was just done, and for how long it can be taken back without a trace."""
    said = _DONE.get(verb, verb)
    if held_s > 0 and verb in ("dismiss", "edit", "remove", "warn", "ban", "escalate"):
        return f"{said}. {key('undo')} takes it back ({held_s} s)"
    return f"{said}."


def sync_words(waiting: int, sending: int, blocked: int, offline: bool) -> str:
    """The state of sending in a few words."""
    if blocked:
        return f"{blocked} need a look"
    if offline:
        return f"offline, {waiting} waiting" if waiting else "offline"
    if sending or waiting:
        return f"sending {sending + waiting}"
    return "all sent"


def who_words(name: str, role: str, place: str) -> str:
    """Who is signed in where."""
    return f"{name} ({role}) at {place}" if name else f"not signed in at {place}"
