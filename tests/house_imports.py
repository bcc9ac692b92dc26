"""Reads every import of the package and holds it against the table of layers.

An import counts wherever it stands: at the top, inside a function, under `if TYPE_CHECKING`.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = "moderator_desk"
VALUES = "models.values"


@dataclass(frozen=True)
class Layer:
    """What one room may import: rooms of ours (a room's own modules always), and packages of others."""

    ours: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def _layer(ours: str = "", others: str = "") -> Layer:
    return Layer(frozenset(ours.split()), frozenset(others.split()))


_EVERY_ROOM = (
    "cli app demo driver headless doctor screenshots connections machine servers ui background review audit rounds sync"
    " naming settling platforms rules commands content settings credentials models server"
    " signing switchboard account_commands exit_codes renewing care guideline_commands team_guidelines rulebook"
)
_TOP = _layer(_EVERY_ROOM, "PySide6 msgspec")

LAYERS: Mapping[str, Layer] = {
    # the top: the only rooms where parts meet
    "": _layer(),
    "__main__": _layer("launch"),
    "launch": _layer("cli"),
    "cli": _layer(_EVERY_ROOM, "msgspec"),
    "headless": _layer(_EVERY_ROOM, "msgspec"),
    "doctor": _layer(_EVERY_ROOM, "msgspec"),
    "connections": _layer(
        "credentials settings signing sync review platforms rules rulebook models", "msgspec"
    ),
    "signing": _layer("credentials models platforms", "msgspec"),
    "switchboard": _layer("connections signing rounds sync credentials models platforms"),
    "account_commands": _layer(
        "connections credentials exit_codes signing models platforms settings ui", "msgspec"
    ),
    "team_guidelines": _layer("rulebook models", "msgspec"),
    "guideline_commands": _layer("exit_codes rulebook settings ui"),
    "exit_codes": _layer(),
    "machine": _layer("credentials headless", "msgspec"),
    "servers": _layer("settings", "msgspec"),
    "driver": _layer("", "PySide6"),
    "app": _TOP,
    "demo": _TOP,
    "screenshots": _layer(_EVERY_ROOM, "PySide6 PIL msgspec"),
    # widgets; content is pure looking at texts, which panes need for their marks
    "ui": _layer("care rulebook review audit commands rules content settings models", "PySide6 msgspec"),
    # the only threads, with no more of Qt than its signals
    "background": _layer(VALUES, "PySide6.QtCore msgspec"),
    # the verbs
    "review": _layer("models rules", "msgspec"),
    "audit": _layer("models rules", "msgspec"),
    "rounds": _layer("sync naming models"),
    "naming": _layer("content models"),
    "renewing": _layer("models platforms"),
    "sync": _layer("models rules platforms.base settling", "msgspec"),
    "settling": _layer("models rules", "msgspec"),
    # the only rooms with HTTP
    "platforms": _layer(VALUES, "requests urllib3 msgspec"),
    # pure
    "rules": _layer(VALUES, "msgspec"),
    "care": _layer(VALUES, "msgspec"),
    "rulebook": _layer(VALUES, "msgspec"),
    "commands": _layer(VALUES, "rapidfuzz msgspec"),
    "content": _layer("", "PIL idna rapidfuzz msgspec phonenumbers pycld2 tldextract"),
    "settings": _layer(VALUES, "platformdirs msgspec"),
    "credentials": _layer(VALUES, "keyring"),
    # the only rooms with SQL; content is pure, and what is searched for is cut up by the same rule as what is stored
    "models": _layer("content", "sqlalchemy alembic pysqlite3 msgspec"),
    VALUES: _layer("", "msgspec"),
    # knows nothing of ours, so that it truly tests the wire
    "server": _layer("", "starlette uvicorn anyio sqlalchemy pysqlite3 PIL msgspec"),
}

# parts of models that show rows or move the file: not for widgets
NOT_FOR_WIDGETS = frozenset(
    {
        "models.tables",
        "models.care_tables",
        "models.reporter_tables",
        "models.migrate",
        "models.migrations",
        "models.lockfile",
    }
)

# modules of platforms/ that speak to one platform each, and so know nothing of one another
CONNECTORS = frozenset({"platform_api", "synapse", "ozone", "mastodon", "lemmy", "discourse", "bundle"})

# The command line must not load widgets for `serve` or `outbox list`, so one function of it may import these late.
LATE_IMPORTS = {"cli": frozenset({"app", "demo", "screenshots"})}


@dataclass(frozen=True)
class Import:
    """One import: `importer` and `target` are dotted names, the former inside our package, without its name."""

    importer: str
    target: str
    line: int
    function: str = ""
    """The outermost function it stands in, empty at the top of the file."""

    @property
    def ours(self) -> bool:
        return self.target == PACKAGE or self.target.startswith(f"{PACKAGE}.")

    @property
    def inside(self) -> str:
        """The target without the package's name."""
        return self.target[len(PACKAGE) + 1 :]


@dataclass
class Tree:
    """The package as a set of dotted names without the package's own, and every import in it."""

    modules: set[str] = field(default_factory=set)
    imports: list[Import] = field(default_factory=list)

    def add(self, name: str, source: str, is_package: bool = False) -> None:
        self.modules.add(name)
        self.imports += _imports(name, ast.parse(source), is_package)

    def module_of(self, dotted: str) -> str:
        """The module a dotted name stands in: `rules.Draft` is in `rules`, `models.cases` is its own."""
        while dotted and dotted not in self.modules:
            dotted = dotted.rpartition(".")[0]
        return dotted


def read_tree(folder: Path) -> Tree:
    """All of the package's files under `folder`."""
    tree = Tree()
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        tree.add(name, path.read_text(encoding="utf-8"), is_package)
    return tree


def _imports(importer: str, node: ast.AST, is_package: bool, function: str = "") -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inner = function
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = function or child.name
        elif isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(importer, alias.name, child.lineno, function)
        elif isinstance(child, ast.ImportFrom):
            base = _base(importer, child, is_package)
            for alias in child.names:
                yield Import(importer, f"{base}.{alias.name}", child.lineno, function)
        yield from _imports(importer, child, is_package, inner)


def _base(importer: str, node: ast.ImportFrom, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    here = [PACKAGE, *importer.split(".")] if importer else [PACKAGE]
    kept = here[: len(here) - node.level + (1 if is_package else 0)]
    return ".".join([*kept, *([node.module] if node.module else [])])


def room(module: str) -> str:
    """The row of the table a module belongs to."""
    if _within(module, VALUES):
        return VALUES
    return module.partition(".")[0]


def _within(name: str, whole: str) -> bool:
    return name == whole or name.startswith(f"{whole}.")


def layer_faults(tree: Tree) -> list[str]:
    """One sentence for each import that the table does not allow, and each room the table does not know."""
    faults = [
        f"{module}: the room {room(module)!r} is not in the table of layers; give it a row in tests/house_imports.py"
        for module in sorted(tree.modules)
        if room(module) not in LAYERS
    ]
    for item in tree.imports:
        layer = LAYERS.get(room(item.importer))
        if layer is not None and (reason := _refusal(tree, item, layer)):
            faults.append(f"{item.importer or '__init__'}:{item.line} imports {item.target}: {reason}")
    return faults


def _refusal(tree: Tree, item: Import, layer: Layer) -> str:
    if not item.ours:
        top = item.target.partition(".")[0]
        known = top in sys.stdlib_module_names or any(_within(item.target, name) for name in layer.others)
        return "" if known else "not a package of this layer"
    module = tree.module_of(item.inside)
    importing, imported = room(item.importer), room(module)
    if importing == "ui" and any(_within(module, name) for name in NOT_FOR_WIDGETS):
        return "widgets read through the functions of models, never its rows or files"
    if importing == imported == "platforms":
        here, there = _connector(item.importer), _connector(module)
        return "no connector imports another" if here and there and here != there else ""
    allowed = {importing, *layer.ours}
    # the package itself, for its version; values, for whoever may use models
    fine = module == "" or any(_within(module, name) for name in allowed)
    return "" if fine else "this layer may not know that room"


def _connector(module: str) -> str:
    part = module.split(".")[1] if "." in module else ""
    return part if part in CONNECTORS else ""


def late_import_faults(tree: Tree) -> list[str]:
    """One sentence for each import of ours inside a function that is not on the list of one."""
    faults = []
    functions: dict[str, set[str]] = {}
    for item in tree.imports:
        if not item.function or not item.ours:
            continue
        allowed = LATE_IMPORTS.get(item.importer, frozenset())
        functions.setdefault(item.importer, set()).add(item.function)
        if tree.module_of(item.inside) not in allowed or len(functions[item.importer]) > 1:
            faults.append(f"{item.importer}:{item.line} imports {item.target} inside {item.function}()")
    return faults


def knots(tree: Tree) -> list[list[str]]:
    """The groups of modules that import each other in a circle (Tarjan's strongly connected components)."""
    edges: dict[str, set[str]] = {module: set() for module in tree.modules}
    for item in tree.imports:
        if item.ours and (target := tree.module_of(item.inside)) != item.importer:
            edges[item.importer].add(target)
    return [sorted(group) for group in _components(edges) if len(group) > 1]


def _components(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    groups: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        open_.append(node)
        for target in edges.get(node, ()):
            if target not in order:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in open_:
                low[node] = min(low[node], order[target])
        if low[node] == order[node]:
            cut = open_.index(node)
            groups.append(open_[cut:])
            del open_[cut:]

    for node in edges:
        if node not in order:
            visit(node)
    return groups
