"""What can be wrong with the store, as codes; ui/ and the command line put words to them."""

from sqlalchemy.exc import DatabaseError


class StoreProblem(Exception):
    """The store cannot be used. `code` is in-use, older, newer, damaged, no-access, disk-full, busy or not-durable.

    `detail` names a file or another program's number, never anything out of a case.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    @classmethod
    def from_database(cls, error: DatabaseError) -> "StoreProblem":
        """The problem behind a database error, judged by SQLite's own error name."""
        name = str(getattr(error.orig, "sqlite_errorname", ""))
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            return cls("disk-full")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return cls("busy")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
            return cls("no-access")
        return cls("damaged", name)
