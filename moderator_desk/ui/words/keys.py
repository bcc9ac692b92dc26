"""Keys named in texts: a sentence holds the place of a command's key, never a key, because keys can be changed while the
window is open. `ui.live_keys` fills the places in and fills them anew."""

import re

from moderator_desk.commands import BY_ID, Keys

# code points that are never characters: names and texts from outside show them as tokens (content.hidden), so none of
# those can pose as a place
_OPEN, _PART, _SHUT = "\ufdd0", "\ufdd1", "\ufdd2"
_PLACE = re.compile(
    f"{_OPEN}([^{_PART}{_SHUT}]*){_PART}([^{_PART}{_SHUT}]*){_PART}([^{_PART}{_SHUT}]*){_SHUT}"
)
_ITSELF = "{}"


def key(command_id: str, phrase: str = _ITSELF) -> str:
    """The place of a command's key in a sentence. Without a key the command's name stands there; of a `phrase` around
    the key, such as "; hold {} to peek", nothing is said without one. KeyError for a command there is not."""
    before, _, after = phrase.partition(_ITSELF)
    return f"{_OPEN}{BY_ID[command_id].id}{_PART}{before}{_PART}{after}{_SHUT}"


def has_places(text: str) -> bool:
    """Whether a text names a key."""
    return _OPEN in text


def fill(text: str, keys: Keys) -> str:
    """The text with the keys that the commands have."""

    def told(place: re.Match[str]) -> str:
        command, before, after = BY_ID.get(place[1]), place[2], place[3]
        if command is None:
            return place[0]
        held = keys.first(command.id)
        if held:
            return f"{before}{held}{after}"
        return "" if before or after else f"“{command.title.partition(':')[0]}”"

    return _PLACE.sub(told, text)
