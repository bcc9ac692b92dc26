"""The accounts as the window knows them: name, colour and mode, by which a person sees in which place they act."""

from msgspec import Struct

from moderator_desk.content.visible import one_line
from moderator_desk.models.accounts import Account
from moderator_desk.models.modes import LIVE
from moderator_desk.ui.words.accounts import COLOUR, MODE_SAYS


class Mark(Struct, frozen=True):
    """What stands for an account: its name (safe to show; "" while it is the only one), its colour's code, its mode."""

    name: str = ""
    colour: str = ""
    mode: str = LIVE

    @property
    def says(self) -> str:
        """What the mode means, "" for a live account."""
        return MODE_SAYS.get(self.mode, self.mode)

    def __bool__(self) -> bool:
        return bool(self.name or self.says)


NONE = Mark()


class KnownAccounts:
    """The accounts of the profile, read when something about them changed: asking costs nothing on the way of a key."""

    def __init__(self) -> None:
        self.every: tuple[Account, ...] = ()
        self._marks: dict[str, Mark] = {}

    def take(self, found: tuple[Account, ...]) -> bool:
        """These are the accounts now; whether any of their marks, or which there are, changed."""
        several, codes = len(found) > 1, list(COLOUR)
        chosen = [each.colour for each in found if each.colour]
        spare = [code for code in codes if code not in chosen] or codes
        marks: dict[str, Mark] = {}
        for each in sorted(found, key=lambda one: one.id):
            colour = (
                each.colour or spare[len([1 for mark in marks.values() if mark.colour in spare]) % len(spare)]
            )
            marks[each.id] = Mark(one_line(each.name, 40) if several else "", colour, each.mode)
        changed = marks != self._marks
        self.every, self._marks = found, marks
        return changed

    @property
    def several(self) -> bool:
        """Whether there is more than one, so that each needs its name beside it."""
        return len(self.every) > 1

    def mark(self, account: str) -> Mark:
        """What stands for an account."""
        return self._marks.get(account, NONE)

    def mode(self, account: str) -> str:
        """An account's mode."""
        return self.mark(account).mode

    def outbox_names(self) -> dict[str, str]:
        """Each account's name by its id, with its mode where nothing of it is sent."""
        return {
            each.id: f"{each.name} ({MODE_SAYS[each.mode].lower()})"
            if MODE_SAYS.get(each.mode)
            else each.name
            for each in self.every
        }
