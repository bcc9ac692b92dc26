"""Words of accounts: kinds, modes, colours, and what went wrong with one."""

from moderator_desk.models.account_changes import AccountAnswer, Held
from moderator_desk.models.accounts import Account
from moderator_desk.models.modes import LIVE, READ_ONLY, REHEARSAL
from moderator_desk.ui.words.problems import platform_words

TITLE = "Accounts"
EMPTY = "No account yet. N adds the first."
KIND = {
    "desk": "Own platform",
    "synapse": "Matrix (Synapse)",
    "ozone": "Bluesky (Ozone)",
    "bundle": "Case bundle",
}
MODE = {LIVE: "Live", REHEARSAL: "Rehearsal", READ_ONLY: "Read-only"}
MODE_SAYS = {
    LIVE: "",
    REHEARSAL: "Rehearsal: nothing is sent",
    READ_ONLY: "Read-only: nothing can be decided",
}
COLOUR = {
    "blue": "Blue",
    "teal": "Teal",
    "green": "Green",
    "ochre": "Ochre",
    "plum": "Plum",
    "slate": "Slate",
}
KEYS = (
    ("add", "N", "New"),
    ("test", "T", "Test"),
    ("sign-in", "S", "Sign in again"),
    ("rename", "R", "Rename"),
    ("colour", "C", "Colour"),
    ("mode", "M", "Mode"),
    ("remove", "Delete", "Remove"),
    ("leave", "Esc", "Back"),
)
"""What the accounts sheet offers: way, key, word."""

KIND_ASKED, ADDRESS, NAME, USER, MODE_ASKED, COLOUR_ASKED = (
    "Kind",
    "Address",
    "Name",
    "User",
    "Mode",
    "Colour",
)
ADDRESS_HINT = "https://…"
NAME_HINT = "What it is called here; may stay empty"
USER_HINT = "Leave empty to give an access token instead"
USER_HINTS = {"ozone": "The handle, such as mod.example.org"}
SERVICE, SERVICE_HINT = "Service", "did:… of the service; empty for the address's own"
SECRET, TOKEN = "Password", "Access token"
SECRETS = {"ozone": "App password"}
HEADS = {
    "add": "New account",
    "sign-in": "Sign in again at {name}",
    "rename": "Rename {name}",
    "colour": "Colour of {name}",
    "mode": "Mode of {name}",
    "remove": "Remove {name}?",
}
MODES_HELP = (
    "Rehearsal: decisions are written down and never sent, also not later. Read-only: nothing is decided. "
    "Decisions taken while it was live wait until it is live again."
)
NOT_LASTING = "There is no safe keyring on this machine: a sign-in lasts until the desk is closed."
LASTING = "Secrets go to this machine's keyring and nowhere else."
NOTHING_WAITS = "Nothing waits to be sent."
BUSY = "One moment …"
_DONE = {
    "add": "{name} was added.",
    "test": "{name}: the sign-in works.",
    "sign-in": "{name}: signed in.",
    "rename": "It is called {name} now.",
    "colour": "{name} has another colour.",
    "mode": "{name} is now: {mode}.",
    "remove": "The account was removed.",
}
_PROBLEM = {
    "unknown-account": "There is no account called {detail}.",
    "unknown-kind": "There is no kind of platform called {detail}.",
    "unknown-mode": "There is no mode called {detail}. Choose live, rehearsal or read-only.",
    "unknown-colour": "There is no colour called {detail}. Choose one of: " + ", ".join(COLOUR) + ".",
    "name-taken": "Another account is called {detail}. Choose another name.",
    "no-name": "Give it a name.",
    "no-address": "Give the platform's address.",
    "no-user": "Give the name to sign in with.",
    "no-secret": "Give a password or an access token.",
    "signed-out": "{detail} has no sign-in on this machine. Sign in again.",
    "other-person": "That sign-in belongs to somebody else. Add it as an account of its own.",
    "sending": "Something for {detail} is being sent just now. Try again in a moment.",
    "busy": "It is still at work. Try again in a moment.",
    "failed": "That did not work ({detail}). Nothing was changed.",
}


def kind_words(code: str) -> str:
    """A kind of platform; an unknown code as it is."""
    return KIND.get(code, code)


def problem_words(code: str, detail: str = "") -> str:
    """What is wrong with an account, and what to do."""
    return _PROBLEM.get(code, "That did not work ({detail}).").format(detail=detail or code)


def answer_words(answer: AccountAnswer, name: str, mode: str) -> str:
    """How a change ended; `name` must be safe to show."""
    if answer.problem and answer.of_platform:
        said = platform_words(answer.problem, answer.detail)
        return f"{said} Nothing was changed." if answer.verb in ("add", "sign-in") else said
    if answer.problem:
        return problem_words(answer.problem, answer.detail)
    return _DONE[answer.verb].format(name=name or "The account", mode=MODE.get(mode, mode).lower())


def place_words(name: str, mode: str, *, several: bool) -> str:
    """What stands over the case and in the decision bar; "" where one live account needs no word."""
    return " · ".join(filter(None, (name if several else "", MODE_SAYS.get(mode, mode))))


def standing_words(account: Account) -> str:
    """How an account stands, in a few words."""
    if account.trouble == "sign-in":
        return "signed out: S signs in again"
    if account.trouble == "offline":
        return "cannot be reached"
    if account.trouble:
        return platform_words(account.trouble)
    if account.me is None:
        return "not reached yet"
    return f"signed in as {account.me.display_name or account.me.id}"


def removal_words(held: Held) -> str:
    """What goes with an account."""
    cases = "1 case" if held.cases == 1 else f"{held.cases:,} cases"
    goes = f"{cases} leave the queue; the record of what was decided stays."
    if not held.waiting:
        return f"Nothing of it waits to be sent. {goes}"
    number = "1 entry below has" if held.waiting == 1 else f"{held.waiting} entries below have"
    return f"{number} not been sent and will never be. {goes}"
