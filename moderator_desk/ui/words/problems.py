"""Plain sentences for what can go wrong: what happened, and what to do."""

from moderator_desk.content.visible import one_line
from moderator_desk.ui.words.keys import key

EXIT_WORDS = (
    "exit codes: 0 well, 1 a check failed, 2 wrong use, 3 something is missing on this machine, "
    "4 the platform could not be reached, 5 refused or blocked, 6 the store cannot be used"
)

_STORE = {
    "in-use": "The desk is already open on this profile (process {detail}). Close it first, or use another --profile.",
    "older": "This store was made by an older moderator_desk. Open the desk on it once, which brings it up to date.",
    "newer": "This store was made by a newer moderator_desk. Update the program; the store was left untouched.",
    "damaged": "The store cannot be read as it should ({detail}). Nothing was changed. Keep the file and its backups "
    "(desk.sqlite.before-…), and start with another --profile meanwhile.",
    "no-access": "The store cannot be opened or written ({detail}). Check the folder's permissions.",
    "disk-full": "The disk is full, so nothing more was recorded. Free some space; what was recorded before is safe.",
    "busy": "Another program holds the store. Nothing was recorded; try again in a moment.",
    "not-durable": "This system does not let the store write safely to the disk, so the desk will not start on it.",
}
_PLATFORM = {
    "offline": "The platform cannot be reached. Decisions are kept and sent when it is back.",
    "timeout": "The platform took too long to answer. It is tried again by itself.",
    "busy": "The platform asks us to wait. It is tried again by itself.",
    "server-error": "The platform has a fault of its own. It is tried again by itself.",
    "cut-off": "The platform's answer broke off. It is tried again by itself.",
    "sign-in": "The platform does not accept our sign-in any more. Sign in again; nothing is lost.",
    "forbidden": "This account may not do that on the platform. Ask its administrator for the right.",
    "missing": "The platform does not have it any more.",
    "sealed": "This material is sealed and is never fetched.",
    "too-large": "The platform sent more than the desk accepts. Nothing of it was used.",
    "bad-answer": "The platform's answer does not follow the agreed form, so nothing of it was used. "
    "Check the address and the platform's version.",
    "refused": "The platform refused it.",
    "no-password": "This kind of platform has no sign-in by name and password. Give an access token instead.",
    "bad-address": "That address cannot be used. Give one that starts with https:// (http:// only on this machine).",
}
_ESCALATE = key("escalate", " ({})")
_REFUSED = {
    "no-case": "There is no case on the screen.",
    "not-seen": "The case is not to be seen now. Esc goes back to it.",
    "form-closed": "Another case came on the screen: nothing was recorded, and what was written is kept as a draft.",
    "too-soon": "The case has only just appeared. Look, then press again.",
    "waiting": f"A decision on this case is already on its way. {key('undo')} takes it back.",
    "came-back": "This decision came back. Settle it first: A applies it again, W withdraws it, H hands it over.",
    "decided": "This case is already decided.",
    "rehearsed": f"This case was decided as a rehearsal. {key('undo')} takes it back.",
    "read-only": f"This account is read-only here, so nothing is decided. {key('accounts')}, then M, changes that.",
    "not-live": "This account is not live, and a rehearsal cannot take the place of a real decision.",
    "sealed": f"This case is sealed. Only escalate{_ESCALATE} is open.",
    "frozen": f"This case is frozen as a threat to life. Only escalate{_ESCALATE} is open until somebody has it.",
    "already-frozen": "This case is frozen already. Call the person named above.",
    "no-name": "Write the name of the person who has it.",
    "nothing-to-acknowledge": "Nothing waits to be acknowledged.",
    "not-sealed": "This case is not sealed, so there is no legal route.",
    "not-for-role": "The legal route is for supervisors who hold that right. Your asking is in the ledger; "
    f"escalate{_ESCALATE}.",
    "gone": "The item is gone, so there is nothing to edit.",
    "not-here": "This platform does not offer that on this case.",
    "no-edit": "This platform has no way to edit a member's text.",
    "no-escalate": "This platform has no supervisors' queue. Skip the case, or leave a note.",
    "desk-only": "This platform has no supervisors' queue. Skip the case, or leave a note.",
    "not-supported": "This platform does not offer that.",
    "nothing-to-undo": "There is nothing to undo.",
    "not-reversible": "This platform cannot take that back once it was sent.",
    "lasting-message": "A message that was removed on a homeserver stays removed.",
    "lasting-message-and-media": "The message stays removed. Its pictures and files stay under quarantine with it.",
    "lasting-deactivate": "A closed account stays closed.",
    "took-no-effect": "That decision took no effect: somebody else had settled the case. Nothing is to be undone.",
    "too-late": f"That has been sent already, or may have been. {key('undo')} takes it back.",
    "not-yet": "That ban still has its time to run. L ends it now.",
    "keeps-end": "Without this the ban would have no end. L ends it now; undoing the ban takes both back.",
    "unknown-case": "The desk does not have this case any more.",
    "empty-note": "The note is empty.",
    "last-case": "This is the last case to decide.",
    "first-case": "This is the first case.",
    "one-account": f"There is only one account. {key('accounts')} adds another.",
    "no-claims": "This platform has no claims.",
    "no-notes": "This platform keeps no notes.",
    "clause": "Choose the clause first.",
    "no-contacts": "No contact details are found in this text.",
    "notice-many": "A member would get more than one notice. Nothing was recorded.",
    "too-many": "These are more than 500 cases. Leave some out.",
    "no-wave": "Nothing else belongs with this case.",
    "all-out": "Every case is left out. Space takes one in.",
    "one-by-one": "That is decided case by case; a wave can be dismissed, removed, warned or banned.",
    "verb-first": "Choose first what is to be done: R, W or B. Then L leaves out whom the ladder suggests otherwise for.",
    "none-otherwise": "For none of these members the ladder suggests otherwise.",
    "no-member": "Nobody knows whose this is, so there is nobody to warn or ban.",
    "scope": "What was chosen to be covered cannot be covered on these cases.",
    "with-it": "The warning or ban of this member was left out, and their other cases with it.",
    "member-twice": "A member would be warned or banned more than once. Nothing was recorded.",
    "no-batch": f"Nothing was decided at once yet. {key('wave')} shows what belongs with a case.",
    "no-precedents": "No decided case resembles this one.",
    "no-draft": "There is no draft here.",
    "reason-stronger": "Stronger than the ladder suggests: say why less is not enough.",
    "no-form": "Open an edit, a removal or an escalation first; then this key says whether the member gets a notice.",
    "notice-always": "This decision always tells the member.",
    "notice-sealed": "This case is sealed. Nothing is sent to the member.",
    "no-notices": "No notice can be sent with this decision here.",
    "not-reached": "This member cannot be reached from here, so no notice can be sent.",
    "no-care": "This guideline has no message to the person whose case is handed up.",
    "nothing-covered": "Nothing is covered in this case.",
    "no-open-picture": f"No picture is open. {key('reveal')} reveals one.",
    "no-guideline": "No guideline is named in this case.",
    "hold-key": "This works while its key is held.",
    "words-covered": "The words of this case are covered. Show them first.",
    "one-wording": "Only one wording of this item was seen.",
    "sealed-reporters": "This case is sealed. Whoever reported it did right, and is always heard.",
    "no-reporter": "No member reported this.",
    "no-reporter-warnings": "This platform has no way to write to those who report.",
    "warning-waits": "A warning to them is on its way. There can be no second one and no mute before it has arrived.",
    "no-warning": "Nobody is muted without a warning before. W writes one.",
    "nothing-since": "They have not reported this since the warning, so there is nothing to mute them for.",
    "muted-already": "Their reports are left aside already. U takes that back.",
    "not-muted": "There is nothing to take back: no warning waits, and they are not muted.",
    "no-reason": "Say why a warning was not enough.",
    "no-length": "Choose for how long.",
    "empty-message": "There is no message to send.",
    "no-items": "The desk has no other item of this member.",
    "no-link": "There is no link in this text.",
    "no-terms": "No term of the team's list is in this text.",
    "no-language": "That is not the code of a language.",
    "no-translator": "No translation is set up. The desk brings none along and sends no text anywhere.",
    "no-text": "There is no text to translate.",
    "not-translated": "The translation failed. Nothing was changed.",
    "no-selection": f"Select the words first, then press {key('mark-words')}.",
}
_FINDINGS = {
    "python": ("Python {detail}", "Python {detail} is too old; 3.11 or newer is needed"),
    "display": ("a display", "no display: only the command line and the scripted demo work"),
    "library": (
        "library {detail}",
        "library {detail} is missing: run python3 desk.py demo, which names the package",
    ),
    "font": ("a font for {detail}", "no font for {detail}: install fonts-noto-core and fonts-noto-cjk"),
    "keyring": ("a safe keyring", "no safe keyring: sign-ins last only until the desk is closed"),
    "sqlite": ("SQLite {detail}", "SQLite {detail}"),
    "journal": ("journal {detail}", "unexpected journal {detail}"),
    "durable": ("every commit reaches the disk", "commits may be lost at a power cut (synchronous={detail})"),
    "integrity": ("the store's pages are sound", "the store's pages are not sound: {detail}"),
    "screens": (
        "what was on the screen holds for every decision",
        "what was on the screen was changed for {detail}",
    ),
    "ledger": ("the ledger's chain is unbroken", "the ledger was changed at {detail}"),
    "room": ("{detail} free", "only {detail} free on the disk"),
    "outbox": ("nothing is blocked in the outbox {detail}", "the outbox needs a look: {detail}"),
}


def store_words(code: str, detail: str = "") -> str:
    """What is wrong with the store."""
    return _STORE.get(code, "The store cannot be used ({detail}).").format(detail=detail or code)


def platform_words(why: str, detail: str = "") -> str:
    """What is wrong with a platform."""
    said = _PLATFORM.get(why, f"The platform answered: {why}.")
    return f"{said} ({detail})" if detail else said


def refusal_words(code: str) -> str:
    """Why a verb was not possible just now."""
    return _REFUSED.get(code, f"Not possible now ({code}).")


def finding_words(what: str, well: bool, detail: str) -> str:
    """One line of doctor."""
    good, bad = _FINDINGS.get(what, (what, what))
    return (good if well else bad).format(detail=detail).strip()


def settings_words(code: str, kept_as: str = "") -> str:
    """What happened to the settings file."""
    if code == "newer":
        return "The settings were written by a newer moderator_desk. They are left as they are; defaults are in use."
    return f"The settings file could not be read. It is kept as {kept_as}; defaults are in use."


def no_entry_words(entry_id: str) -> str:
    """Why the outbox has nothing to do for this id, and how to find the one that is meant."""
    return (
        f"Nothing was changed: no entry of the outbox called {one_line(entry_id, 60)} can be tried again or "
        "taken back now. See `outbox list` for the ids."
    )
