"""Names and calls that have one room, or none: hostile content, looks, keys, threads, and a few that are never safe.

Every check is a function of (path, source) so that the tests can show it bad snippets.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

PACKAGE = "moderator_desk/"
SAFE = "ui/safe.py"
MEDIA = "ui/picture_look.py"
GATE = "ui/link_gate.py"


@dataclass(frozen=True)
class OneRoom:
    """Names that may appear in these files of the package only (in none, when there are none)."""

    names: frozenset[str]
    rooms: frozenset[str]
    why: str


def _one_room(names: str, rooms: str, why: str) -> OneRoom:
    return OneRoom(frozenset(names.split()), frozenset(rooms.split()), why)


ONE_ROOM = (
    _one_room("setStyleSheet", "ui/theme.py", "looks are made in one file"),
    _one_room("setShortcut setShortcuts QShortcut", "ui/actions.py", "keys are bound in one file"),
    _one_room(
        "threading.Thread threading.Timer QThread QRunnable ThreadPoolExecutor QThreadPool start_new_thread",
        "background.py",
        "threads are made in one file",
    ),
    _one_room(
        "setHtml insertHtml appendHtml setMarkdown insertMarkdown fromHtml QTextBrowser QWebEngineView"
        " RichText AutoText MarkdownText setOpenExternalLinks setDefaultStyleSheet loadResource addResource",
        "",
        "reported text is plain text everywhere",
    ),
    _one_room(
        "QMessageBox QErrorMessage QInputDialog QProgressDialog QTextEdit QToolTip ToolTipRole WhatsThisRole"
        " setToolTip setWhatsThis setTextFormat",
        SAFE,
        "it guesses rich text; use the plain-text widgets and functions of ui/safe.py",
    ),
    _one_room(
        "QImageReader fromData loadFromData QMovie QSvgRenderer QSvgWidget QGraphicsSvgItem QPicture",
        MEDIA,
        "one process decodes images; the window gets raw pixels",
    ),
    _one_room(
        "beep QtMultimedia QSoundEffect QMediaPlayer QAudioOutput QAudioSink QTextToSpeech",
        "",
        "the desk makes no sound, and plays none",
    ),
    _one_room(
        "setImage setImageData QImageWriter QPrinter QPdfWriter QDrag",
        "",
        "pictures stay in memory: not on the clipboard, on paper or in a file",
    ),
    _one_room("QDesktopServices", GATE, "links open through the gate"),
    _one_room("import_module __import__", "", "imports are read by the layer test, so they stand as imports"),
)

# package indexes and folders of whoever happens to build; written in pieces so as not to find themselves
PLACES = re.compile(
    "|".join(
        [
            r"https?://[^\s\"'>]*(?:py" + r"pi|pythonhosted|/simple\b)",
            r"--(?:extra-)?index-" + r"url",
            r"--find-" + r"links",
            r"/opt/(?:wheels|py" + r"pi)",
            r"/work/(?:main|shared|\.lib" + r"rary)",
            r"\.lib" + r"rary/",
        ]
    )
)

PRINTING = frozenset(
    {"account_commands.py", "guideline_commands.py", "cli.py", "demo.py", "headless.py", "doctor.py"}
)
BANNED_CLASS = re.compile(r"(Controller|Manager|Service|Handler|Helper)s?$")
# what makes an empty picture of a size, never one out of a file or bytes
SIZES = frozenset({"QSize", "size", "toSize"})


def name_faults(path: str, source: str) -> list[str]:
    """One sentence for each name or call in `path` (relative to the repository) that has no business there."""
    if not path.startswith(PACKAGE):
        return []
    inside = path[len(PACKAGE) :]
    found = []
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        found += [f"{path}:{line} {reason}" for reason in _reasons(inside, node)]
    return found


def _reasons(inside: str, node: ast.AST) -> Iterator[str]:
    for name in _identifiers(node):
        for rule in ONE_ROOM:
            if name in rule.names and inside not in rule.rooms:
                yield f"{name}: {rule.why}"
    if isinstance(node, ast.ClassDef):
        yield from _class_reasons(inside, node)
    if isinstance(node, ast.Call):
        yield from _call_reasons(inside, node)


def _identifiers(node: ast.AST) -> Iterator[str]:
    """The bare names in this node, and those with the module they come from."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield from (node.attr, f"{_last_name(node.value)}.{node.attr}")
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield from (alias.name.rpartition(".")[2], f"{getattr(node, 'module', '')}.{alias.name}")


def _class_reasons(inside: str, node: ast.ClassDef) -> Iterator[str]:
    if BANNED_CLASS.search(node.name):
        yield f"class {node.name}: say what it is instead"
    if inside != SAFE and any(_last_name(base) == "QLabel" for base in node.bases):
        yield f"class {node.name}: a QLabel guesses rich text; build on SafeLabel of ui/safe.py"


def _call_reasons(inside: str, call: ast.Call) -> Iterator[str]:
    name = _last_name(call.func)
    if name == "QLabel" and inside != SAFE:
        yield "QLabel(): it guesses rich text; use SafeLabel of ui/safe.py"
    if name in ("QPixmap", "QImage") and inside != MEDIA and _may_decode(name, call):
        yield f"{name}(...): may open a file or decode bytes; only ui/picture_look.py makes pictures from outside"
    if name == "print" and isinstance(call.func, ast.Name) and inside not in PRINTING:
        yield "print(): only the command line talks to a terminal"
    if name in ("eval", "exec") and isinstance(call.func, ast.Name):
        yield f"{name}(): never"
    if (
        name in ("system", "popen")
        and isinstance(call.func, ast.Attribute)
        and _last_name(call.func.value) == "os"
    ):
        yield f"os.{name}(): use subprocess with a list"
    if name == "singleShot" and not (call.args and _is_constant(call.args[0], 0)):
        yield "singleShot() with a delay outlives its window; use a QTimer that has a parent"
    for keyword in call.keywords:
        if keyword.arg == "verify" and _is_constant(keyword.value, False):
            yield "verify=False: certificates are always checked"
        if keyword.arg == "shell" and not _is_constant(keyword.value, False):
            yield "shell=True: use a list"


def _may_decode(name: str, call: ast.Call) -> bool:
    if call.keywords:
        return True
    if not call.args:
        return False
    first = call.args[0]
    of_size = isinstance(first, ast.Call) and _last_name(first.func) in SIZES
    if name == "QPixmap":
        return not (of_size and len(call.args) == 1)
    # QImage(width, height, format) has no twin that reads a file or bytes
    return not (len(call.args) == 3 or (of_size and len(call.args) == 2))


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_constant(node: ast.AST, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def place_faults(path: str, text: str) -> list[str]:
    """One sentence for each package index or builder's folder that the file's text names."""
    return [f"{path}: {match.group()}" for match in PLACES.finditer(text)]
