"""What the pages say can be typed: every command is documented, every documented command line parses."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.ja.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
_FENCE_RE = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED_RE = re.compile(r"^ {4,}(?:\$ )?uradori [^\n]*", re.MULTILINE)
_INLINE_RE = re.compile(r"`(uradori [^`\n]+)`")
_LINE_RE = re.compile(r"(?:^|[\s/])(uradori [a-z][^`\n#|&;>]*)", re.MULTILINE)


def documented_lines() -> list[tuple[str, str]]:
    """Return ``(page, command line)`` for what stands in code, fenced, indented or in backticks; prose is not typed."""
    lines = []
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        code = [*_FENCE_RE.findall(text), *_INDENTED_RE.findall(text), *_INLINE_RE.findall(text)]
        lines += [(path.name, line.strip()) for piece in code for line in _LINE_RE.findall(piece)]
    return list(dict.fromkeys(lines))


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_every_command_is_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"uradori {name}" not in text] == []


@pytest.mark.parametrize(("page", "line"), documented_lines(), ids=lambda value: str(value)[:60])
def test_documented_command_lines_exist(page: str, line: str) -> None:
    try:
        words = shlex.split(line.replace("…", "").replace("[", " ").replace("]", " "))
    except ValueError:
        pytest.skip("not a whole command line")
    command = COMMANDS.get(words[1])
    assert command is not None, f"{page}: no command {words[1]!r}"
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for word in words[2:]:
        if re.match(r"--?[a-z]", word):
            assert word.partition("=")[0] in known | {"--help"}, f"{page}: {line!r} has no option {word}"


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readmes_tables_run_as_they_stand(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer types them from top to bottom beside the shipped examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / readme).read_text(encoding="utf-8")
    lines = [line for row in text.splitlines() if row.startswith("|") for line in _INLINE_RE.findall(row)]
    assert len(lines) > 15
    for line in lines:
        words = shlex.split(line.partition(" > ")[0])[1:]
        result = CliRunner().invoke(app, words)
        nothing = {1} if words[0] == "duplicates" else set()  # no example prints what another does
        assert result.exit_code in {0} | nothing, f"{line}: {result.output}"
