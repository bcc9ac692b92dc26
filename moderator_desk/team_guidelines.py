"""The team's own guideline set as the desk's window changes it: into its file whole, and kept in the store by version."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from moderator_desk.models.guidelines import OWN, guidelines_of, keep_guidelines, present_guidelines
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Changes, Guideline, GuidelineSet
from moderator_desk.rulebook import Fault, check_set, next_version, save_set, what_changed

_MOST_TRIES = 1000


class TeamGuidelines:
    """What the window asks of the team's set. `file` is where it stands; None where this run keeps no files."""

    def __init__(
        self, store: Store, file: Path | None, now: Callable[[], datetime], tell: Callable[[Changes], None]
    ) -> None:
        self._store, self._file, self._now, self._tell = store, file, now, tell

    def present(self) -> GuidelineSet | None:
        """The set in force for platforms that have none of their own."""
        with self._store.read() as session:
            return present_guidelines(session, OWN)

    def save(self, rule: Guideline) -> tuple[Fault, ...]:
        """Put a changed guideline in the place of that with its code; the set's version goes on. Blocking. What keeps it
        from being done; nothing is changed then."""
        known = self.present()
        before = known.find(rule.code) if known else None
        if known is None or before is None:
            return (Fault("not-saved", detail=rule.code),)
        if self._file is None:
            return (Fault("not-saved", detail="this run keeps no files"),)
        if what_changed(before, rule) and rule.version == before.version:
            return (Fault("version-taken", "version", rule.version),)
        made = self._next(known, before, rule)
        if faults := check_set(made):
            return faults
        try:
            save_set(self._file, made)
        except OSError as error:
            return (Fault("not-saved", detail=error.strerror or type(error).__name__),)
        with self._store.write() as session:
            keep_guidelines(session, OWN, made, to_ms(self._now()))
        self._tell(Changes(accounts=True))
        return ()

    def _next(self, known: GuidelineSet, before: Guideline, rule: Guideline) -> GuidelineSet:
        """The set with this guideline, under a version that never was used."""
        version = known.version
        with self._store.read() as session:
            for _ in range(_MOST_TRIES):
                version = next_version(version, what_changed(before, rule) or "minor")
                if guidelines_of(session, OWN, version) is None:
                    break
        changed = tuple(rule if each.code == rule.code else each for each in known.guidelines)
        return replace(known, version=version, guidelines=changed)
