"""`guidelines check` and `guidelines export` as somebody runs them."""

from pathlib import Path

import pytest

from moderator_desk.cli import main
from moderator_desk.rulebook import read_set_file


def test_an_exported_set_is_good_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "team.toml"
    where = ["--data-dir", str(tmp_path)]
    assert main(["guidelines", "export", str(file), *where]) == 0
    assert main(["guidelines", "check", str(file), *where]) == 0
    assert "12 guidelines, no mistakes" in capsys.readouterr().out
    before = file.read_bytes()
    assert main(["guidelines", "export", str(file), *where]) == 2
    assert file.read_bytes() == before


def test_the_teams_file_is_what_is_exported(tmp_path: Path) -> None:
    beside, out = tmp_path / "default" / "guidelines.toml", tmp_path / "out.toml"
    assert main(["guidelines", "export", str(beside), "--data-dir", str(tmp_path / "other")]) == 0
    text = beside.read_text(encoding="utf-8").replace("Language exchange community", "Ours")
    beside.write_text(text, encoding="utf-8")
    assert main(["guidelines", "export", str(out), "--data-dir", str(tmp_path)]) == 0
    found, _ = read_set_file(out)
    assert found is not None
    assert found.name == "Ours"


def test_every_mistake_is_told_with_file_and_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "team.toml"
    file.write_text('version = "1"\nlocal = "en"\nname = "x"\nguidelines = []\n', encoding="utf-8")
    assert main(["guidelines", "check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{file}: ") and "loc" in line for line in lines)
