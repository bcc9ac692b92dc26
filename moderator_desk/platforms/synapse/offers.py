"""What can be decided about a case here, and what each decision may cover: codes only, the first is the default."""

from moderator_desk.models.values import Abilities, Action

MESSAGE, MESSAGE_AND_MEDIA, MEDIA = "message", "message-and-media", "media"
SUSPEND, LOCK, SHADOW_BAN, ROOM_BAN, DEACTIVATE = "suspend", "lock", "shadow-ban", "room-ban", "deactivate"

REMOVALS = (MESSAGE, MESSAGE_AND_MEDIA, MEDIA)
BANS = (SUSPEND, LOCK, SHADOW_BAN, ROOM_BAN, DEACTIVATE)
"""Closing an account for good stands last: nobody comes upon it by a key too many from the default."""

Offer = tuple[tuple[str, ...], dict[str, tuple[str, ...]]]
"""Actions, and for each of them what it may cover."""


def abilities(page_size: int) -> Abilities:
    """What a server admin can do on the whole; a case may offer less."""
    return Abilities(
        kind="synapse",
        actions=(Action.DISMISS, Action.REMOVE, Action.WARN, Action.BAN),
        reversible=(Action.REMOVE, Action.BAN),
        irreversible_scopes=(MESSAGE, MESSAGE_AND_MEDIA, DEACTIVATE),
        missing={Action.EDIT: "no-edit", Action.ESCALATE: "desk-only"},
        warns={
            MESSAGE: "enters-room",
            MESSAGE_AND_MEDIA: "enters-room",
            ROOM_BAN: "enters-room",
            DEACTIVATE: "for-good",
        },
        claims=False,
        notes=False,
        history=False,
        guidelines=False,
        durations=(24, 72, 168, 720, None),
        scopes={Action.REMOVE: REMOVALS, Action.BAN: BANS},
        local_scopes=(ROOM_BAN,),
        notices=(Action.REMOVE,),
        carries=("durations", "notes", "history"),
        reporter_warnings=True,
        page_size=page_size,
    )


def on_message(author: str, home: str, *, media: bool) -> Offer:
    """A message by an account of this server (`home`) or of another, with pictures or files or without."""
    removals = REMOVALS if media else (MESSAGE,)
    if not is_local(author, home):
        return (Action.DISMISS, Action.REMOVE, Action.BAN), {Action.REMOVE: removals, Action.BAN: (ROOM_BAN,)}
    return (), {Action.REMOVE: removals}


def on_account(*, media: bool) -> Offer:
    """An account of this server, with a picture of its own or without; there is no room to ban it from."""
    bans = tuple(scope for scope in BANS if scope != ROOM_BAN)
    if not media:
        return (Action.DISMISS, Action.WARN, Action.BAN), {Action.BAN: bans}
    actions = (Action.DISMISS, Action.REMOVE, Action.WARN, Action.BAN)
    return actions, {Action.REMOVE: (MEDIA,), Action.BAN: bans}


def is_local(account: str, home: str) -> bool:
    """Whether an account is of this server."""
    return account.partition(":")[2] == home
