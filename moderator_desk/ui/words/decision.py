"""Words of the decision bar: verbs, what each field asks, what is still missing."""

from moderator_desk.models.values import Action
from moderator_desk.rules import Draft, Suggestion
from moderator_desk.ui.words.ages import hours
from moderator_desk.ui.words.problems import refusal_words

VERBS = (
    ("dismiss", "Dismiss"),
    ("edit", "Edit"),
    ("remove", "Remove"),
    ("warn", "Warn"),
    ("ban", "Ban"),
    ("escalate", "Escalate"),
    ("skip", "Skip"),
    ("note", "Note"),
    ("undo", "Undo"),
)
"""Command id and short word, in the order of the strip."""

_HEADS = {
    Action.DISMISS: "Dismiss the reports",
    Action.EDIT: "Edit the text",
    Action.REMOVE: "Remove the item",
    Action.WARN: "Warn {member}",
    Action.BAN: "Ban {member}",
    Action.ESCALATE: "Escalate to a supervisor",
    Action.RESTORE: "Take the decision back",
}
CLAUSE, REASON, WHY_SUPERVISOR, DURATION, SCOPE, NOTE = (
    "Clause",
    "Why less is not enough",
    "Why a supervisor",
    "How long",
    "Covers",
    "Note",
)
NOTICE, LANGUAGE, TEMPLATE, MARKED, TEXT, CHANGE = (
    "Notice to the member",
    "Language",
    "Notice",
    "Marked",
    "Text",
    "Change",
)
CARE = "Message to the person"
NOTE_HINT = "For moderators only, may stay empty"
REASON_HINT = "One sentence for the record"
WHY_HINT = "A digit chooses; words may be added"
NO_TEMPLATE = "There is no ready notice for this. Write one."
KEPT_WORDING = (
    "Your wording is kept; it does not follow the choices any more. Choose a language to fill it anew."
)
OTHER_GUIDELINES = "[ ] other guidelines"
NO_CHANGE = "No change yet"
STAYS = "{count:,} more characters follow; they stay as they are."
REDACT = "Replace marked words with […]"
REDACTED = "[…]"
CASE_NOTE = "Note on this case"
CASE_NOTE_HINT = "For moderators only. The member never sees it."
LASTS = "Once sent, this cannot be undone."
RECORD, CLOSE, BACK = "Record", "Close", "Back"
REHEARSE = "Rehearse: nothing is sent"
FORM_HELP = (
    "Digits choose the clause, Left and Right the length, Tab goes on, Enter records, Esc closes; "
    "the key shown at its head says whether a notice goes to the member"
)
CASE_NOTE_KEPT = "For moderators only. This platform keeps no notes: it stays on this machine only."
_MISSING = {
    "clause": "Choose a clause: 1–{clauses}.",
    "no-guidelines": "No guidelines are loaded, so no clause can be chosen.",
    "text": "Change the text.",
    "text-same": "The text is unchanged.",
    "message": "Write the notice.",
    "message-many": "There is no ready notice for this under this guideline. Decide these case by case.",
    "rest": "Say what becomes of their other cases: R or D.",
    "placeholder": "Still to fill in: {names}.",
    "reason": "Say why less is not enough.",
    "reason-escalate": "Say why a supervisor should look.",
    "reason-stronger": "Stronger than the ladder suggests: say why less is not enough.",
    "duration": "Choose how long.",
}
_PLACEHOLDERS = {
    "handle": "the member's name",
    "guideline": "the guideline",
    "clause": "the clause",
    "clause_text": "what the clause says",
    "quote": "the words in question",
    "duration": "how long",
    "appeal": "where to object",
    "version": "the version",
    "resources": "where there is help",
}
_SCOPES = {
    "site": "Whole site",
    "chat": "Chat only",
    "posting": "Posting only",
    "messages": "Messages only",
    "suspend": "Writing: may read and sign in",
    "lock": "Account: signed out everywhere",
    "shadow-ban": "Being seen: they are not told",
    "room-ban": "This room only",
    "deactivate": "Closing the account for good",
    "message": "Message",
    "message-and-media": "Message, and pictures and files",
    "media": "Pictures and files: under quarantine",
    "takedown": "Taken down: nobody sees it",
    "mute": "Only kept out of the queue for a while",
    "label-hide": "Label !hide: apps do not show it",
    "label-warn": "Label !warn: apps warn first",
}
_WARNINGS = {
    "help-first": "Help comes first: no strike",
    "enters-room": "Your account enters the room to do it, and leaves again",
    "desk-ends": "This desk lifts it at its end, on time only while it runs",
    "for-good": "The account is signed out, leaves its rooms and stays closed for ever",
}


def head_words(action: Action, member: str) -> str:
    """What the open bar is about to do; `member` must be safe to show."""
    return _HEADS[action].format(member=member or "the member")


def reason_words(action: Action) -> str:
    """What the reason line asks."""
    return WHY_SUPERVISOR if action is Action.ESCALATE else REASON


def notice_switch_words(action: Action, on: bool) -> str:
    """Whether a notice goes to the member, as the switch stands."""
    what = "Care message" if action is Action.ESCALATE else "Notice"
    return f"{what} on" if on else f"{what} off"


def more_languages_words(count: int) -> str:
    """The choice that shows the other languages of a notice."""
    return f"{count} more"


def missing_words(code: str, draft: Draft, names: tuple[str, ...], clauses: int) -> str:
    """What keeps the draft from being recorded; `names` are unfilled placeholders, `clauses` how many to choose from."""
    if code == "reason" and draft.action is Action.ESCALATE:
        code = "reason-escalate"
    named = ", ".join(_PLACEHOLDERS.get(name, name) + f" {{{name}}}" for name in names)
    return _MISSING.get(code, f"Not complete ({code}).").format(names=named, clauses=max(clauses, 1))


def ladder_words(suggestion: Suggestion | None) -> str:
    """The ladder's proposal beside the head, "" without one."""
    if suggestion is None:
        return ""
    verb = dict(VERBS).get(suggestion.action, suggestion.action).lower()
    if suggestion.action == "ban":
        verb = f"{verb} {hours(suggestion.duration_hours)}"
    return f"Ladder: {verb}"


def beside_words(suggestion: Suggestion | None, *warnings: str) -> str:
    """Beside the head: the ladder's proposal, and what the action does besides (codes of Abilities.warns, desk-ends for
    a ban that the desk itself ends, help-first for somebody in distress)."""
    parts = (ladder_words(suggestion), *(_WARNINGS.get(each, each) for each in warnings))
    return " · ".join(part for part in parts if part)


def scope_words(code: str) -> str:
    """What a ban covers; an unknown code as it is."""
    return _SCOPES.get(code, code.replace("_", " ").capitalize())


def verb_tip(word: str, key: str, code: str) -> str:
    """The tip of a verb: its key, or why it cannot be used."""
    if code:
        return f"{word}: {refusal_words(code)}"
    return f"{word} ({key})" if key else word
