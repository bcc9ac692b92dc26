"""Words of the queue: severities, kinds of item, languages, standings, counts."""

from moderator_desk.models.queue import QueueCounts
from moderator_desk.models.values import QueueLine
from moderator_desk.ui.words.keys import key

SEVERITY = {"urgent": "Urgent", "high": "High", "medium": "Medium", "low": "Low"}
KIND = {
    "comment": "Comment",
    "answer": "Answer",
    "notebook": "Notebook entry",
    "discussion": "Discussion",
    "group_post": "Group post",
    "photo": "Photo",
    "message": "Private message",
    "profile": "Profile",
    "friend_request": "Friend request",
    "recording": "Recording",
    "member": "Member",
    "room_message": "Room message",
    "encrypted": "Encrypted message",
    "account": "Account",
    "post": "Post",
    "profile_record": "Profile record",
    "list": "List",
    "feed": "Feed",
    "starter_pack": "Starter pack",
    "labeler": "Labelling service",
}
ACTION = {
    "dismiss": "Dismissed",
    "edit": "Edited",
    "remove": "Removed",
    "warn": "Warned",
    "ban": "Banned",
    "escalate": "Escalated",
    "restore": "Undone",
}
SHOW = {"todo": "To do", "done": "Done", "all": "All"}
EMPTY_TODO = "Nothing to do.\nNew reports appear here by themselves."
EMPTY_FILTER = f"No case matches.\n{key('clear-filters')} clears search and filters."
SEARCH = f"Search member, words, id{key('search', '   {}')}"


def severity_words(code: str) -> str:
    """A severity in words; an unknown code as it is."""
    return SEVERITY.get(code, code)


def kind_words(code: str) -> str:
    """A kind of item in words; an unknown code as it is."""
    return KIND.get(code, code.replace("_", " ").capitalize())


def reports_words(number: int) -> str:
    """How many reports."""
    return "1 report" if number == 1 else f"{number} reports"


def standing_words(line: QueueLine) -> str:
    """Where a line stands, when it is not simply open."""
    if line.conflict:
        return "Came back"
    if line.draft:
        return "Draft"
    if line.pending and line.pending_state in ("waiting", "sending"):
        return f"{ACTION.get(line.pending, line.pending)}, not sent yet"
    if line.pending_state == "rehearsed":
        return f"{ACTION.get(line.pending, line.pending)}, rehearsed"
    if line.state == "decided":
        return "Decided"
    if line.state == "sealed":
        return "Sealed"
    if line.held:
        return "Reported by muted members only"
    if line.skipped:
        return "Skipped"
    if line.state == "escalated":
        return "Escalated"
    if line.state == "appealed":
        return "Appealed"
    return f"Claimed by {line.claimed_by}" if line.claimed_by else ""


def counts_words(counts: QueueCounts, fresh: int) -> str:
    """The line over the list."""
    parts = [f"{counts.to_do:,} to do"]
    if counts.came_back:
        parts.insert(0, f"{counts.came_back} came back")
    if counts.skipped:
        parts.append(f"{counts.skipped:,} skipped")
    if counts.held:
        parts.append(f"{counts.held:,} by muted members")
    if fresh:
        parts.append(f"{fresh:,} new: {key('reload')}")
    return " · ".join(parts)


COVERED = "Words covered"
METADATA = "Metadata only"
_WORDLESS = {
    "photo": "Picture without words",
    "recording": "Recording without words",
    "member": "The account as a whole",
}


def snippet_words(line: QueueLine, covered: tuple[str, ...]) -> str:
    """The beginning of the text, unless words under its guideline are covered."""
    if line.snippet and line.guideline in covered:
        return COVERED
    if line.state == "sealed":
        return METADATA
    return line.snippet or _WORDLESS.get(line.kind, "No words to read")
