"""Words of the outbox and of decisions that came back."""

from datetime import datetime

from moderator_desk.models.values import Action, Case, OutboxEntry, PastDecision
from moderator_desk.ui.words.ages import hours, until
from moderator_desk.ui.words.keys import key

EMPTY = "Nothing waits. Every decision has reached the platform."
TITLE = "Outbox"
WAITS, FINISHED = "Waiting", "Lately finished"
KEYS = (
    ("open", "Enter", "Open case"),
    ("retry", "T", "Try again"),
    ("withdraw", "W", "Withdraw"),
    ("lift", "L", "End the ban now"),
    ("apply-again", "A", "Apply again"),
    ("hand-over", "H", "Hand to a supervisor"),
    ("leave", "Esc", "Back"),
)
"""What the outbox offers: way, key, word."""

CAME_BACK = "This decision came back"
DECIDED_ON, AS_NOW = "You decided on", "The text now"
SAME_TEXT = "The text is the same as when you decided."
NO_CASE_NOW = "The platform does not show this case any more."
GONE_NOW = "The item is gone."
ENDED_LATE = "Ban ended late: the desk was not running, or could not reach the platform, at its time"
LEGEND = "underlined: new · struck through: gone"
_DOES = {
    "dismiss": "Dismiss",
    "edit": "Edit",
    "remove": "Remove",
    "warn": "Warn",
    "ban": "Ban",
    "escalate": "Escalate",
    "restore": "Undo",
    "note": "Note",
    "claim": "Claim",
    "release": "Give back",
    "warn-reporter": "Warn a reporter",
}
_DID = {
    "dismiss": "dismissed the reports",
    "edit": "edited the text",
    "remove": "removed the item",
    "warn": "warned the member",
    "ban": "banned the member",
    "escalate": "escalated the case",
    "restore": "took a decision back",
}
_LATER = {
    "offline": "platform away",
    "timeout": "platform too slow",
    "busy": "platform asks us to wait",
    "server-error": "platform has a fault",
    "cut-off": "answer broke off",
    "interrupted": "desk was closed while sending",
    "early": "the ban ends early",
}
_BLOCKED = {
    "item-changed": "The item changed after you looked at it.",
    "decided": "Somebody else decided this case first.",
    "claim-taken": "Somebody else has claimed this case.",
    "nothing-to-claim": "The platform has no open report of this to assign yet. Try again in a minute.",
    "stale-claim": "Your claim on this case ran out.",
    "gone": "The item is gone.",
    "forbidden": "This account may not do that on the platform.",
    "missing": "The platform does not have this case any more.",
    "too-large": "The platform takes no text as long as this.",
    "not-supported": "This platform does not offer that.",
    "not-reversible": "This platform cannot take that back.",
    "own-account": "That is the account the desk itself is signed in with.",
    "refused": "The platform refused it.",
    "not-delivered": "The notice could not be delivered, so nothing was done.",
}
_LIFT_DROPPED = {
    "replaced": "Not needed: the member was banned anew",
    "not-needed": "Not needed: the ban was taken back",
}
_SETTLED = {
    "applied": "Sent",
    "already": "Sent",
    "already-done": "Not needed: somebody else did the same",
    "superseded": "Not needed: the item was gone",
    "unconfirmed": "Sent, unconfirmed: nothing tells whether it took effect",
    "claim-taken": "Not given: somebody else has the case",
}


def action_words(entry: OutboxEntry) -> str:
    """What the entry does, in one word, with a ban's length."""
    if entry.kind == "lift":
        return "End of a ban"
    code = entry.decision.action.value if entry.decision else entry.kind
    word = _DOES.get(code, code)
    if entry.decision and code == "ban":
        return f"{word}, {hours(entry.decision.duration_hours)}"
    return word


def state_words(entry: OutboxEntry, now: datetime) -> str:
    """Where the entry stands, in plain words; the platform's own words stand in `detail` and are added by who shows."""
    if entry.state == "sending":
        return "Being sent"
    if entry.kind == "lift" and (entry.resting or entry.state in ("settled", "withdrawn")):
        return _lift_words(entry)
    if entry.state == "withdrawn":
        return "Withdrawn: its account was removed" if entry.why == "account-removed" else "Withdrawn"
    if entry.state == "rehearsed":
        return "Rehearsed, never sent" + ("; that rehearsal is over" if entry.why else "")
    if entry.state == "blocked":
        return f"Blocked: {why_words(entry.why)}"
    if entry.state == "settled":
        return _SETTLED.get(entry.why, f"Sent ({entry.why})" if entry.why else "Sent")
    return _waiting_words(entry, now)


def lift_words(entry: OutboxEntry) -> str:
    """When a ban ends, and that it ends by this desk alone."""
    end = entry.send_after.astimezone().strftime("%d %b %Y, %H:%M").lstrip("0")
    return f"Ban ends on {end}, the desk lifts it"


def _lift_words(entry: OutboxEntry) -> str:
    """Where the end of a ban stands that waits for its time, or is over."""
    if entry.resting:
        return f"{lift_words(entry)} if it is running then, else at its next start"
    if entry.state == "withdrawn":
        return _LIFT_DROPPED.get(entry.why, "Given up: the ban stays")
    if entry.why == "late":
        return ENDED_LATE
    return _SETTLED["unconfirmed"] if entry.why == "unconfirmed" else "Ban ended"


def _waiting_words(entry: OutboxEntry, now: datetime) -> str:
    if entry.why == "sign-in":
        return "Waiting: sign in again to send it"
    if entry.send_after > now and not entry.attempts:
        held = until(entry.send_after, now)
        takes = f", {key('undo')} takes it back" if entry.kind in ("decision", "reversal") else ""
        return f"Held {held}{takes}"
    reason = _LATER.get(entry.why, entry.why)
    if entry.next_try and entry.next_try > now:
        tried = f"next try in {until(entry.next_try, now)}"
        return f"Waiting: {reason}, {tried}" if reason else f"Waiting: {tried}"
    return f"Waiting: {reason}, next in line" if reason else "Waiting: next in line"


def why_words(code: str) -> str:
    """Why a decision bounced."""
    return _BLOCKED.get(code, f"The platform refused it ({code})." if code else "The platform refused it.")


def said_words(detail: str) -> str:
    """The server's own words, quoted; "" without any."""
    return f"The server said: “{detail}”" if detail else ""


def decided_words(entry: OutboxEntry) -> str:
    """What was decided, under which clause, and when."""
    if entry.decision is None:
        return action_words(entry)
    clause = entry.decision.clause or entry.decision.guideline
    under = f" under {clause}" if clause else ""
    return f"{action_words(entry)}{under}, {_clock(entry.created_at)}"


def since_words(seen: Case, now: Case | None) -> tuple[str, ...]:
    """Who did what between the case as it was seen and as it is now, one sentence each, oldest first."""
    if now is None:
        return (NO_CASE_NOW,)
    known = {each.id for each in seen.decisions}
    fresh = sorted((each for each in now.decisions if each.id not in known), key=lambda each: each.at)
    said = [_did_words(each) for each in fresh]
    if now.claim and (seen.claim is None or seen.claim.holder.id != now.claim.holder.id):
        said.append(f"{_name(now.claim.holder.handle, now.claim.holder.id)} claimed the case.")
    if now.item.gone and not seen.item.gone:
        said.append(GONE_NOW)
    elif now.item.edited_at and now.item.edited_at != seen.item.edited_at:
        said.append(f"The author edited the text, {_clock(now.item.edited_at)}.")
    more = len(now.reports) - len(seen.reports)
    if more > 0:
        said.append("1 new report came in." if more == 1 else f"{more} new reports came in.")
    return tuple(said)


def _did_words(past: PastDecision) -> str:
    deed = _DID.get(past.action, past.action)
    if past.action == Action.BAN:
        deed = f"{deed}, {hours(past.duration_hours)}"
    return f"{_name(past.by.handle, past.by.id)} {deed}, {_clock(past.at)}."


def _name(handle: str, person_id: str) -> str:
    return handle or person_id or "Somebody"


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%d %b, %H:%M").lstrip("0")
