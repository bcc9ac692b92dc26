"""Each rule of the house is shown bad snippets, and must object; and good ones, and must not."""

from collections.abc import Callable

import pytest

from tests.house_imports import LAYERS, PACKAGE, Tree, knots, late_import_faults, layer_faults
from tests.house_names import name_faults, place_faults
from tests.house_sizes import mocks, mocks_of_ours, size_faults, sleep_faults


def tree_of(**modules: str) -> Tree:
    """A tree of snippets; a double underscore in a keyword stands for a dot."""
    made = Tree()
    for name in modules:
        made.modules.add(name.replace("__", "."))
    for name, source in modules.items():
        made.add(name.replace("__", "."), source)
    return made


OURS = f"from {PACKAGE}"

BAD_LAYERS = {
    "the model knows a widget": tree_of(models__cases=f"{OURS}.ui import desk", ui__desk=""),
    "a pane opens a socket": tree_of(ui__desk="import requests"),
    "a pane reads rows": tree_of(ui__desk=f"{OURS}.models.tables import CaseRow", models__tables=""),
    "a verb asks Qt": tree_of(review="from PySide6.QtCore import QObject"),
    "the server knows our values": tree_of(
        server__app=f"{OURS}.models.values import Case", models__values=""
    ),
    "only for the type checker": tree_of(
        rules=f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {OURS}.review import x", review=""
    ),
    "inside a function": tree_of(rules=f"def f():\n    {OURS} import review", review=""),
    "relative": tree_of(models__store="from ..review import decide", review=""),
    "values know their keeper": tree_of(models__values=f"{OURS}.models import store", models__store=""),
    "one connector knows another": tree_of(
        platforms__ozone=f"{OURS}.platforms.synapse import x", platforms__synapse=""
    ),
    "threads know widgets": tree_of(background="from PySide6.QtWidgets import QWidget"),
    "a room nobody named": tree_of(helpers=""),
}


@pytest.mark.parametrize("what", BAD_LAYERS)
def test_the_layer_rule_can_fail(what: str) -> None:
    assert len(layer_faults(BAD_LAYERS[what])) == 1


def test_the_layer_rule_lets_good_imports_through() -> None:
    good = tree_of(
        review=f"{OURS}.models import cases\n{OURS}.rules import needs\nimport msgspec, datetime",
        models__cases=f"import sqlalchemy.orm\n{OURS}.models.values import Case",
        models__values="import msgspec",
        rules=f"{OURS}.models.values import Case",
        sync=f"{OURS}.platforms.base import Platform",
        platforms__base="",
    )
    assert layer_faults(good) + late_import_faults(good) + knots(good) == []
    assert all(room in LAYERS for room in ("ui", "server", "models.values"))


def test_the_late_import_rule_can_fail() -> None:
    one = f"def main():\n    {OURS}.app import run\n"
    assert late_import_faults(tree_of(cli=one, app="")) == []
    assert late_import_faults(tree_of(cli=f"{one}def other():\n    {OURS}.app import run\n", app=""))
    assert late_import_faults(tree_of(cli=f"def main():\n    {OURS}.sync import pull\n", sync=""))
    assert late_import_faults(tree_of(review=f"def f():\n    {OURS}.rules import needs\n", rules=""))


def test_the_circle_rule_can_fail() -> None:
    circle = tree_of(a=f"{OURS} import b", b=f"{OURS} import c", c=f"def f():\n    {OURS}.a import x", d="")
    assert knots(circle) == [["a", "b", "c"]]


def _class_of(methods: int, name: str = "do_{}") -> str:
    return "class A:\n" + "".join(f"    def {name.format(n)}(self): ...\n" for n in range(methods))


BAD_SIZES = {
    "file": "\n" * 301,
    "function": "def f():\n" + "    pass\n" * 40,
    "method": "class A:\n    async def f(self):\n" + "        pass\n" * 40,
    "long class": "class A:\n" + "    x = 1\n" * 150,
    "many methods": _class_of(13),
}


@pytest.mark.parametrize("what", BAD_SIZES)
def test_the_size_rules_can_fail(what: str) -> None:
    assert len(size_faults("moderator_desk/a.py", BAD_SIZES[what])) == 1


def test_the_size_rules_let_good_code_through() -> None:
    overrides = _class_of(12) + "".join(f"    def paint{n}Event(self): ...\n" for n in "ABC")
    documented = 'def f():\n    """' + "words\n" * 30 + '    """\n' + "    pass\n" * 39
    assert (
        size_faults("moderator_desk/a.py", overrides) + size_faults("moderator_desk/a.py", documented) == []
    )


BAD_NAMES = """
widget.setStyleSheet("")
action.setShortcut(key)
import threading; threading.Thread(target=f)
from threading import Thread
from PySide6.QtCore import QThread
from concurrent.futures import ThreadPoolExecutor as Pool
view.setHtml(text)
cursor.insertHtml(text)
view.appendHtml(text)
view.setMarkdown(text)
from PySide6.QtWidgets import QTextBrowser
label.setTextFormat(fmt)
x = Qt.TextFormat.RichText
x = Qt.AutoText
QLabel(text)
QtWidgets.QLabel()
class Mark(QLabel): ...
QMessageBox.warning(w, "", text)
widget.setToolTip(text)
if role == Qt.ItemDataRole.ToolTipRole: ...
QPixmap(path)
QPixmap(path, "PNG")
QPixmap(size=s)
QImage(path)
QImage(data, 3, 4, fmt)
QImage.fromData(data)
pixmap.loadFromData(data)
QImageReader(path)
QSvgRenderer(path)
QDesktopServices.openUrl(url)
QApplication.beep()
from PySide6.QtMultimedia import QMediaPlayer
QApplication.clipboard().setImage(image)
QImageWriter(path)
requests.get(url, verify=False)
subprocess.run(line, shell=True)
os.system(line)
eval(text)
print(text)
importlib.import_module(name)
QTimer.singleShot(500, f)
class SyncManager: ...
class ImageHandler: ...
""".strip().splitlines()


@pytest.mark.parametrize("snippet", BAD_NAMES)
def test_the_name_rules_can_fail(snippet: str) -> None:
    assert name_faults("moderator_desk/ui/case_pane.py", snippet)


GOOD_NAMES = {
    "ui/theme.py": "app.setStyleSheet(sheet)",
    "ui/actions.py": "action.setShortcuts(keys)",
    "background.py": "from concurrent.futures import ThreadPoolExecutor",
    "ui/safe.py": "class SafeLabel(QLabel):\n    def f(self): self.setTextFormat(Qt.TextFormat.PlainText)",
    "ui/picture_look.py": "QImage(pixels, width, height, fmt)",
    "ui/link_gate.py": "QDesktopServices.openUrl(url)",
    "cli.py": "print('done')",
    "ui/marks.py": "QPixmap(QSize(1, 2)); QImage(1, 2, fmt); QTimer.singleShot(0, f); label = SafeLabel(text); x: Thread",
}


@pytest.mark.parametrize("path", GOOD_NAMES)
def test_the_name_rules_know_the_rooms(path: str) -> None:
    assert name_faults(f"moderator_desk/{path}", GOOD_NAMES[path]) == []


@pytest.mark.parametrize(
    ("rule", "snippet"),
    [
        (sleep_faults, "import time\ntime.sleep(1)"),
        (sleep_faults, "qtbot.wait(100)"),
        (sleep_faults, "QTest.qWait(100)"),
        (mocks_of_ours, "monkeypatch.setattr('moderator_desk.sync.push', f)"),
        (mocks_of_ours, "from moderator_desk import sync\nmonkeypatch.setattr(sync, 'push', f)"),
        (mocks_of_ours, "import moderator_desk.sync\nmonkeypatch.setattr(moderator_desk.sync, 'push', f)"),
        (mocks_of_ours, "from moderator_desk.sync import Push\nmock.patch.object(Push, 'run')"),
        (place_faults, "https://files.python" + "hosted.org/x"),
        (place_faults, "pip install --index-" + "url x"),
    ],
)
def test_the_rules_for_tests_can_fail(rule: Callable[[str, str], list[str]], snippet: str) -> None:
    assert len(rule("tests/test_a.py", snippet)) == 1


def test_the_rules_for_tests_let_good_code_through() -> None:
    good = "qtbot.waitUntil(f)\nthread.join()\nevent.wait(2)\nmonkeypatch.setenv('A', 'b')"
    assert sleep_faults("", good) + mocks_of_ours("", good) + place_faults("", good) == []
    assert mocks(good) == 0


def test_doubles_are_counted() -> None:
    assert (
        mocks("from unittest.mock import MagicMock\nx = MagicMock()\nmonkeypatch.setattr(time, 'time', f)")
        == 3
    )
