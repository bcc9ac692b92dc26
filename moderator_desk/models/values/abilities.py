"""What a platform can do, as it says itself."""

from msgspec import Struct

from moderator_desk.models.values.cases import Case


class Abilities(Struct, frozen=True):
    """What a platform can do; the desk shows only what is possible and says why the rest is not.

    `actions` and `reversible` hold action codes; what covers one of `irreversible_scopes` stays all the same. `missing`
    explains each everyday action that does not exist here, and `warns` says beforehand what an action does besides (code
    of an action, or of what it covers -> code, both worded in ui/). `durations` are ban lengths in hours offered, None =
    without end. `scopes` are what an action may cover (action code -> the platform's own codes, the first is the
    default); a case may offer less. `notices` are the actions that can carry a notice to the member though they need
    none. `kind` is the platform's kind, such as "desk" or "synapse". `history`: it keeps what was decided about a member.
    `local_scopes` are those scopes of a ban that hold in the item's place only (Item.place_id). `carries` is what the
    platform lacks and the desk does for it, in its own store: durations (ends of bans), notes, history.
    `reporter_warnings`: it can write to those who report.
    """

    kind: str
    actions: tuple[str, ...]
    reversible: tuple[str, ...] = ()
    irreversible_scopes: tuple[str, ...] = ()
    missing: dict[str, str] = {}
    warns: dict[str, str] = {}
    claims: bool = False
    notes: bool = False
    history: bool = True
    guidelines: bool = False
    durations: tuple[int | None, ...] = (24, 72, 168, 720, None)
    scopes: dict[str, tuple[str, ...]] = {}
    local_scopes: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reporter_warnings: bool = False
    page_size: int = 100

    def scopes_on(self, action: str, case: Case) -> tuple[str, ...]:
        """What an action may cover on this case, the default first; empty when there is nothing to choose."""
        return case.scopes.get(action) or self.scopes.get(action, ())

    def warning(self, action: str, scope: str = "") -> str:
        """What an action does besides, as a code; "" for nothing."""
        return self.warns.get(scope) or self.warns.get(action, "")
