"""Works out how names look, some at a time, on the sync thread: the store keeps it, so that nobody ever waits for it."""

from collections.abc import Callable

from moderator_desk.content.lookalikes import KEY_VERSION, name_key
from moderator_desk.models.names import keep_shapes, unshaped
from moderator_desk.models.store import Store
from moderator_desk.models.values import Changes

AT_ONCE = 200
"""Names in one transaction: some 4 ms."""


def shape_names(
    store: Store, breathe: Callable[[], object], tell: Callable[[Changes], None], *, most: int = 5
) -> bool:
    """Work out names that are new, `most` transactions of them; whether there are more. `breathe()` is called between,
    `tell` after each transaction."""
    for _ in range(most):
        with store.read() as session:
            wanted = unshaped(session, KEY_VERSION, limit=AT_ONCE)
        if not wanted:
            return False
        shapes = [(each, name_key(each.handle)) for each in wanted]
        breathe()
        with store.write() as session:
            changes = keep_shapes(session, shapes, KEY_VERSION)
        tell(changes)
        breathe()
        store.fold()
    return True
