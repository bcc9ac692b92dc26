"""Words about guideline files: where a mistake is, what is wrong, and what to do."""

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import GuidelineSet
from moderator_desk.rulebook import ACTIONS, PLACEHOLDERS, Fault, next_version

_FAULTS = {
    "no-file": "The file cannot be read ({detail}). Look at its name and whether you may open it.",
    "not-text": "This is not UTF-8 text. Save the file as UTF-8.",
    "too-big": "The file is larger than {detail} bytes. Is it a guideline set?",
    "syntax": "This is not TOML: {detail}. Look at the quotes, brackets and equals signs there.",
    "unknown": "There is no such field. Take it out, or write one of: {detail}.",
    "missing": "This has to be there. Add it.",
    "kind": "Another kind of value is wanted here: {detail}.",
    "empty": "This is empty. Write something, or take the whole entry out.",
    "twice": "“{detail}” stands here more than once. Give each its own.",
    "no-guidelines": "The set has no guideline. Add one under [[guidelines]].",
    "action": "“{detail}” is no action. Write one of: {actions}.",
    "special": (
        "“{detail}” is no special path. Write life-threat, crisis, rights-holder or child-safety, or take it out."
    ),
    "severity": "“{detail}” is no severity. Write low, medium, high or urgent, or take it out.",
    "first-step": "The ladder begins with {detail} strikes. Its first step is for none: write 0.",
    "step-order": "The steps do not rise: {detail} comes after as many or more. Sort them by strikes.",
    "length": "Only a ban has a length, from 1 to {detail} hours; without end when it is left out.",
    "days": "Strikes count for 1 to {detail} days.",
    "steps": "This ladder can begin 0 to {detail} steps higher.",
    "placeholder": "A notice cannot be filled with “{detail}”. Write one of: {placeholders}.",
    "brace": "A brace stands alone. Braces are only for placeholders such as {{handle}}.",
    "reasons": "More than {detail} reasons: each needs a digit of its own.",
    "version-taken": "Version {detail} had another content before, and decisions name it. Give this one a new version.",
    "code": "The code stays {detail}: decisions name it.",
    "not-saved": "It could not be saved ({detail}). Nothing was lost; the version before is in use.",
}


def fault_words(fault: Fault) -> str:
    """A mistake in a sentence or two, with its place; safe to show on one line."""
    text = _FAULTS.get(fault.code, "This cannot be used ({detail}).").format(
        detail=one_line(fault.detail, 200),
        actions=", ".join(ACTIONS),
        placeholders=", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
    )
    return f"{one_line(fault.place, 160)}: {text}" if fault.place else text


def team_file_words(faults: tuple[Fault, ...]) -> str:
    """At the start: why the team's file is not used, and what is instead; "" when it is."""
    if not faults:
        return ""
    more = f" {len(faults) - 1} more." if len(faults) > 1 else ""
    return f"The team's guideline file is not used; the last good set goes on. {fault_words(faults[0])}{more}"


def wrote_words(file: str) -> str:
    """After an export."""
    return f"Written to {file}. Give it a version of its own, and name it in the settings as “guidelines”."


EDITOR, WHICH, TEXT = "Guidelines of the team", "Guideline", "Text of the guideline"
CHANGES, PREVIEW, NO_CHANGE = "What changes", "As the desk will show it", "No change yet"
EDITOR_HELP = (
    "Ctrl+Enter saves a new version, Esc goes back and keeps the text, Shift+Tab to the other guidelines. "
    "A platform with guidelines of its own keeps them; these are for all others."
)
_CHANGE = {"minor": "The words change", "major": "What decisions rest on changes"}


def editor_title(known: GuidelineSet) -> str:
    """Whose guidelines, and their version."""
    return f"{EDITOR} · {one_line(known.name, 60)} · version {one_line(known.version, 20)}"


def code_words(code: str) -> str:
    """A guideline's code on its choice."""
    return one_line(code, 16)


def faults_words(faults: tuple[Fault, ...]) -> str:
    """The first mistakes, one a line."""
    more = f"\nand {len(faults) - 3} more" if len(faults) > 3 else ""
    return "\n".join(f"✗ {fault_words(each)}" for each in faults[:3]) + more


def change_words(change: str, before: str, written: str) -> str:
    """What kind of change it is, and under which version it would be saved."""
    if not change:
        return NO_CHANGE
    proposed = written if written != before else next_version(before, change)
    whose = "as you wrote" if written != before else "proposed"
    return f"✓ {_CHANGE[change]}: version {one_line(before, 20)} becomes {one_line(proposed, 20)} ({whose})."


def saved_words(version: str, whole: str) -> str:
    """After saving."""
    return (
        f"✓ Saved: version {one_line(version, 20)} is in force, in version {one_line(whole, 20)} of the set. "
        "Decisions made before keep theirs."
    )
