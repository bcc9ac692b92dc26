"""Words of the case pane: what was reported, by whom, and what is known of it. Codes of a platform we do not know are
shown as they are."""

import re
from collections.abc import Mapping
from datetime import datetime

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import (
    Case,
    CaseFile,
    Evidence,
    Item,
    Note,
    OutboxEntry,
    PastDecision,
    Person,
    Report,
    Reporter,
)
from moderator_desk.ui.words.ages import ago, hours
from moderator_desk.ui.words.claims import claim_words
from moderator_desk.ui.words.keys import key
from moderator_desk.ui.words.outbox import lift_words

KINDS = {
    "comment": "Comment",
    "answer": "Answer",
    "notebook": "Notebook entry",
    "discussion": "Discussion",
    "group_post": "Group post",
    "photo": "Photo",
    "message": "Message",
    "profile": "Profile",
    "friend_request": "Friend request",
    "recording": "Lesson recording",
    "member": "Member",
    "account": "The account itself",
    "room_message": "Message in a room",
    "post": "Post",
    "profile_record": "Profile record, not the account",
    "list": "List",
    "feed": "Feed",
    "starter_pack": "Starter pack",
    "labeler": "Labelling service",
}
SEVERITIES = {"low": "Low", "medium": "! Medium", "high": "!! High", "urgent": "!!! Urgent"}
SEVERITY_ROLES = {"high": "warning", "urgent": "danger"}
ACTED = {
    "dismiss": "Dismissed",
    "edit": "Text edited",
    "remove": "Item removed",
    "warn": "Member warned",
    "ban": "Member banned",
    "escalate": "Escalated",
    "restore": "Taken back",
}

PANE = "Case"
NOBODY = Person("")
NO_CASE = "No case is open"
NO_CASE_HINT = f"Choose one in the queue{key('next', ', or press {} for the next case to decide')}."
AS_REPORTED = "As reported"
AS_NOW = "As it is now"
TEXT_SAME = "The text · unchanged since the report"
NAME = "The name · as it is now"
TEXT_UNKNOWN = "The text · as reported"
DIFF_REMOVED = "− struck out: taken away since"
DIFF_ADDED = "+ underlined: added since"
NO_TEXT = "There is no text."
SEALED = (
    "This case is sealed. Nothing but what stands here is ever fetched or shown. "
    f"Press {key('escalate')} to escalate it to a supervisor, who has the legal route on {key('legal-route')}."
)
GONE = "The platform no longer shows this item. What you see is the text as it was reported."
GONE_BARE = "The platform no longer shows this item, and kept no text of it."
UNREADABLE = {
    "encrypted": "This message is encrypted: only who wrote it, where and when can be read.",
}
KEPT_HERE = "kept on this machine only"
CONFLICT = "Your decision came back. Settle it below before you go on."
BY_REPORTER = "Attached by the reporter. The platform does not vouch for it."
BY_MACHINE = "Attached by an automatic filter. Check it yourself."
BY_FILTER = "Automatic filter"
SOMEBODY = "Somebody unnamed"
THREAD = "The thread around it"
NOTES = "Notes and decisions on this case"
PICTURES = "Pictures"
THIS_ITEM = "▸ Reported item"
REPORTED_MEMBER = "reported member"

_LONG_RUN = re.compile(r"(\S{30})(?=\S)")


def breakable(text: str) -> str:
    """The text with break opportunities in long runs, so that a wrapped label never asks for more width than it has."""
    return _LONG_RUN.sub("\\1\u200b", text)


def person(one: Person | Reporter) -> str:
    """A name for one line: the handle, else the id."""
    return show_name(one.handle or one.id or "?", 40)


def severity(code: str) -> str:
    """Mark and word of a severity."""
    return SEVERITIES.get(code, one_line(code, 20))


def kind(code: str) -> str:
    """What kind of item."""
    return KINDS.get(code, one_line(code.replace("_", " "), 30).capitalize())


def header(item: Item, now: datetime, language: str) -> str:
    """Author, `language` in words, age and openness of the item in one line."""
    if item.kind == "account":  # the item is the person: their name is the text
        return show_name(item.author.id, 80)
    parts = [f"by {person(item.author)}"] if item.author.id or item.author.handle else []
    parts.append("public" if item.public else "private")
    parts += [language] if language else []
    parts += [f"posted {_ago(item.posted_at, now)}"] if item.posted_at else []
    parts += [f"edited {_ago(item.edited_at, now)}"] if item.edited_at else []
    return " · ".join(parts)


def title(item: Item) -> str:
    """Kind and place of the item."""
    place = one_line(item.place, 120) if item.place else ""
    return f"{kind(item.kind)} · {place}" if place else kind(item.kind)


def text_heading(item: Item) -> str:
    """The heading of a text that stands alone."""
    if item.kind == "account":
        return NAME
    return TEXT_UNKNOWN if item.text_now is None else TEXT_SAME


def wordings_line(file: CaseFile) -> str:
    """How many wordings of the item were seen, where that is more than stand on the screen."""
    item = file.case.item
    told = 2 if item.text_now is not None and item.text_now != item.text else 1
    return (
        f"{len(file.wordings)} wordings were seen · {key('wordings')} shows them"
        if len(file.wordings) > told
        else ""
    )


def past_reason(decision: PastDecision, quote: str) -> str:
    """Why it was decided, and the words it was about."""
    return "\n".join(filter(None, (decision.reason, f"About: “{quote}”" if quote else "")))


def address(item: Item) -> str:
    """Where the item stands on the platform, to be read and not to be clicked."""
    return f"On the platform: {show_name(item.link, 200)}" if item.link else ""


def why_here(case: Case) -> str:
    """The platform's own reason for the case's place in the queue."""
    return breakable(one_line(case.why_here, 300)) if case.why_here else ""


def alert(file: CaseFile) -> str:
    """What has to be known before anything is decided, "" for nothing."""
    found = [CONFLICT] if file.conflict is not None else []
    if file.case.sealed:
        found.append(SEALED)
    elif file.case.item.gone:
        found.append(GONE if file.case.item.text else GONE_BARE)
    elif file.case.item.unreadable:
        found.append(UNREADABLE.get(file.case.item.unreadable, file.case.item.unreadable))
    return " ".join(found)


def reports_heading(number: int) -> str:
    """How many reports."""
    return {0: "No report came with this case", 1: "1 report"}.get(number, f"{number} reports")


def report_head(report: Report, now: datetime) -> str:
    """Who reported, and when."""
    unnamed = BY_FILTER if report.automated else SOMEBODY
    who = person(report.reporter) if report.reporter else unnamed
    return f"{who} · {_ago(report.at, now)}"


def guideline_chip(code: str, titles: Mapping[str, str]) -> str:
    """Code and title of the guideline a report names."""
    title_of = titles.get(code, "")
    return f"{one_line(code, 20)} · {one_line(title_of, 40)}" if title_of else one_line(code, 20)


def more_reports(number: int) -> str:
    """The button that shows the reports kept back."""
    return "Show 1 more report" if number == 1 else f"Show {number} more reports"


def left_out(number: int, where: str) -> str:
    """What of a long thread is not shown; where is before or after."""
    word = "message" if number == 1 else "messages"
    return f"{number} {'earlier' if where == 'before' else 'later'} {word} not shown"


def evidence_head(evidence: Evidence) -> str:
    """What a reporter attached."""
    known = {"text": "Copied text", "screenshot": "Screenshot", "link": "Link"}
    word = known.get(evidence.kind, one_line(evidence.kind, 20))
    return f"{word}, said to be from {show_name(evidence.source, 50)}" if evidence.source else word


def changed(before: Case, after: Case) -> str:
    """What happened to a case that is on the screen, "" for nothing worth a word."""
    found = []
    if before.item.text_now != after.item.text_now or before.item.text != after.item.text:
        found.append("the text is another")
    if after.item.gone and not before.item.gone:
        found.append("the item is gone")
    if len(after.reports) > len(before.reports):
        new = len(after.reports) - len(before.reports)
        found.append("1 new report" if new == 1 else f"{new} new reports")
    if len(after.notes) > len(before.notes):
        found.append("a new note")
    if after.state != before.state and after.state in ("decided", "appealed", "escalated", "sealed"):
        found.append(f"it is now {after.state}")
    return f"This changed while you looked: {', '.join(found)}." if found else ""


def standing(file: CaseFile, now: datetime) -> str:
    """How the case stands: who works on it, what of ours is on its way, whether it is decided."""
    parts = []
    for entry in file.outbox:
        if entry.kind in ("decision", "reversal") and entry.state in ("waiting", "sending"):
            parts.append(waiting(entry))
        elif entry.resting:
            parts.append(f"{lift_words(entry)}.")
        elif entry.decision and entry.stands_rehearsed:
            acted = ACTED.get(entry.decision.undoes or entry.decision.action, "Decided")
            undone = "Undoing" if entry.kind == "reversal" else acted
            parts.append(f"{undone}: rehearsed by you, never sent. {key('undo')} takes it back.")
    case = file.case
    if case.state in ("decided", "escalated", "appealed"):
        parts.append(f"This case is {case.state}.")
    if case.claim is not None:
        parts.append(claim_words(case.claim, file.me, now))
    return " ".join(filter(None, parts))


def waiting(entry: OutboxEntry) -> str:
    """What of ours is on its way."""
    if entry.kind == "reversal":
        return "Your undo waits to be sent."
    acted = ACTED.get(entry.decision.action, "Decided") if entry.decision else "Decided"
    return f"{acted} by you; not yet confirmed. {key('undo')} takes it back."


def past_decision(decision: PastDecision, now: datetime) -> str:
    """One line for a decision the platform knows of."""
    words = ACTED.get(decision.action, one_line(decision.action, 30))
    if decision.action == "ban":
        words += f", {hours(decision.duration_hours)}"
    under = f" under {one_line(decision.guideline, 20)}" if decision.guideline else ""
    undone = " · later taken back" if decision.reversed_by else ""
    return f"{words}{under} by {person(decision.by)} · {_ago(decision.at, now)}{undone}"


def note_head(note: Note, now: datetime, *, kept: bool = False) -> str:
    """Who wrote a note, and when; `kept` for one that the platform does not have."""
    by = f" by {person(note.by)}" if note.by.id else ""
    head = f"{'Pinned note' if note.sticky else 'Note'}{by} · {_ago(note.at, now)}"
    return f"{head} · {KEPT_HERE}" if kept else head


def message_head(author: Person, at: datetime, now: datetime, *, reported: bool, parent: bool) -> str:
    """Who wrote a message of the thread, and when."""
    who = f"{person(author)} ({REPORTED_MEMBER})" if reported else person(author)
    return f"{who} · {_ago(at, now)}{' · starts the thread' if parent else ''}"


def _ago(moment: datetime | None, now: datetime) -> str:
    words = ago(moment, now)
    return words if words in ("", "now") else f"{words} ago"
