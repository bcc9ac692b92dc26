"""Budgets of files, functions and classes, and of doubles in tests."""

import ast
import re
from collections.abc import Iterator

FILE_LINES, LONG_FILE_LINES = 300, 400
FUNCTION_LINES = 40
CLASS_LINES, CLASS_METHODS = 150, 12
MOCKS_PER_1000_LINES = 3

LONG_FILES: frozenset[str] = frozenset()
"""At most three files that may have up to 400 lines; each needs a reason beside its name."""

# a migration step is a record of one change, and Alembic wants it as one function
STEPS = "moderator_desk/models/migrations/versions/"

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_QT_OVERRIDE = re.compile(r"^[a-z]+[A-Z]|^(event|data|index|parent|flags|paint|accept|reject)$")
_MOCK_NAMES = frozenset({"mock", "Mock", "MagicMock", "AsyncMock", "create_autospec", "mocker"})
_SLEEPS = frozenset({"sleep", "qWait", "qSleep", "msleep", "usleep"})


def size_faults(path: str, source: str) -> list[str]:
    """One sentence for each budget that the file at `path` (relative to the repository) overruns."""
    faults = []
    lines = source.count("\n") + (not source.endswith("\n"))
    budget = LONG_FILE_LINES if path in LONG_FILES else FILE_LINES
    if lines > budget:
        faults.append(f"{path}: {lines} lines, {budget} allowed")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, _FUNCTIONS) and not path.startswith(STEPS):
            faults += _function_faults(path, node)
        elif isinstance(node, ast.ClassDef):
            faults += _class_faults(path, node)
    return faults


def _function_faults(path: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    lines = _lines(node)
    if ast.get_docstring(node) is not None:
        # a full docstring must never be what makes a function too long
        lines -= _lines(node.body[0])
    if lines > FUNCTION_LINES:
        yield f"{path}:{node.lineno} {node.name}() has {lines} lines, {FUNCTION_LINES} allowed"


def _class_faults(path: str, node: ast.ClassDef) -> Iterator[str]:
    if (lines := _lines(node)) > CLASS_LINES:
        yield f"{path}:{node.lineno} class {node.name} has {lines} lines, {CLASS_LINES} allowed"
    own = {item.name for item in node.body if isinstance(item, _FUNCTIONS) and _is_own(item.name)}
    if len(own) > CLASS_METHODS:
        yield f"{path}:{node.lineno} class {node.name} has {len(own)} methods of its own, {CLASS_METHODS} allowed"


def _is_own(name: str) -> bool:
    return not (name.startswith("__") or _QT_OVERRIDE.match(name))


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def sleep_faults(path: str, source: str) -> list[str]:
    """One sentence for each fixed wait in a test: waitSignal, waitUntil, join and events wait for something."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        on_qtbot = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "qtbot"
        if name in _SLEEPS or (name == "wait" and on_qtbot):
            faults.append(f"{path}:{node.lineno} waits a fixed time with {name}()")
    return faults


def mocks(source: str) -> int:
    """How many times a test file reaches for a double: names of unittest.mock, and monkeypatch.setattr."""
    return sum(_is_mock(node) for node in ast.walk(ast.parse(source)))


def mocks_of_ours(path: str, source: str) -> list[str]:
    """One sentence for each piece of our own package that a test replaces; doubles are for clock, dice, keyring."""
    tree = ast.parse(source)
    ours = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).startswith("moderator_desk")
    }
    faults = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args and _replaces(node.func)):
            continue
        target = node.args[0]
        if isinstance(target, ast.Constant):
            hit = str(target.value).startswith("moderator_desk")
        else:
            hit = _root(target) in ours
        if hit:
            faults.append(f"{path}:{node.lineno} replaces a piece of our own package")
    return faults


def _is_mock(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return any(alias.name.rpartition(".")[2] in _MOCK_NAMES for alias in node.names)
    if isinstance(node, ast.Call):
        return _replaces(node.func) or getattr(node.func, "id", "") in _MOCK_NAMES
    return False


def _replaces(func: ast.expr) -> bool:
    if isinstance(func, ast.Name):
        return func.id == "patch"
    if not isinstance(func, ast.Attribute):
        return False
    return (
        func.attr == "patch"
        or (func.attr == "setattr" and _root(func) == "monkeypatch")
        or (func.attr in ("object", "dict", "multiple") and _root(func) in ("patch", "mock", "mocker"))
    )


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""
