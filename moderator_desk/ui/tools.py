"""What the window is given from outside: everything it needs to know or to have done, and nothing it could reach for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from moderator_desk.models.store import Store
from moderator_desk.models.values import Abilities
from moderator_desk.settings import Settings


@dataclass(frozen=True)
class Tools:
    """The window's outside.

    `now` is the present moment; `abilities` and `who` (our member id) are by account; `ask(name, question)` runs a
    blocking question off the main thread, whose answer arrives under that name; `picture(account, media id)` is such a
    question's body; `wake(pull)` makes the sync thread go round now, pulling too when asked; `hush()` asks other threads
    to stand aside while a key is answered; `notice` is a sentence to show at the start ("" for none).
    """

    store: Store
    now: Callable[[], datetime]
    settings: Settings
    save_settings: Callable[[Settings], None]
    abilities: Callable[[str], Abilities]
    who: Callable[[str], str]
    ask: Callable[[object, Callable[[], object]], None]
    picture: Callable[[str, str], object]
    wake: Callable[[bool], None]
    hush: Callable[[], None]
    notice: str = ""
