"""The stairs go one way: every import of every file is checked against the floor it stands on."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("corpus/**/*.py"), *ROOT.glob("analyzer/**/*.py"), ROOT / "cli.py"])

#: Analysers of one article: they never import each other's floor-mates named here.
EXTRACTORS = {"figures", "dates", "organizations", "attribution", "stance"}
#: Which modules may import which outside library; None: only these modules may, at any level of the file.
DOORS = {
    "fugashi": {"corpus/tokens.py"},
    "unidic_lite": {"corpus/dictionary.py"},
    "sqlite3": {"corpus/store.py"},
    "duckdb": {"corpus/store.py", "corpus/parquet.py"},
    "typer": {f"analyzer/commands/{name}.py" for name in ("__init__", "options", "articles", "labels", "corpus")},
}
#: Libraries that cost start-up time: imported inside the function that needs them, never at module level.
LAZY = {"numpy", "pandas", "sklearn", "scipy", "duckdb", "rich", "jinja2", "trafilatura", "rapidfuzz", "distributed"}


def _imports(path: Path) -> list[tuple[str, bool]]:
    """Return ``(module, at module level)`` for every import in ``path``, type-checking blocks left out."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, top: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            if isinstance(child, ast.Import):
                found.extend((alias.name, top) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                names = [f"{child.module}.{alias.name}" for alias in child.names]
                found.extend((name, top) for name in names)
            visit(child, top and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    visit(ast.parse(path.read_text(encoding="utf-8")), True)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_the_stairs(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name, at_top in _imports(path):
        top, *rest = name.split(".")
        if place.startswith("corpus/"):
            assert top not in ("analyzer", "cli"), f"{place} climbs up to {name}"
        if place.startswith("analyzer/"):
            assert top != "cli", f"{place} climbs up to {name}"
        room = Path(place).parts[1].removesuffix(".py") if place.startswith("analyzer/") else ""
        if room in EXTRACTORS:
            others = EXTRACTORS - {room}
            assert not (top == "analyzer" and rest and rest[0] in others), f"{place} imports its neighbour {name}"
        is_command = place.startswith("analyzer/commands/")  # the roof's inner side: it may call every floor
        if room not in ("desk", "training") and not is_command and top == "analyzer" and rest and rest[0] == "training":
            pytest.fail(f"{place} imports {name}: run time never imports training")
        if name.startswith("analyzer.desk"):
            assert room in ("desk", "commands", ""), f"{place} climbs up to {name}: nothing below the desk calls it"
        if top in DOORS:
            assert place in DOORS[top], f"{place} imports {name}; its one door is {DOORS[top]}"
        if top == "sklearn":
            assert place.startswith("analyzer/training/"), f"{place} imports {name} outside training"
        if top in LAZY:
            assert not at_top, f"{place} imports {name} at module level: import it where it is used"


def test_no_module_needs_itself() -> None:
    """No circle of imports, not even one that an import inside a function closes."""
    modules = {_module(path): path for path in FILES}
    needs = {
        module: {_known(name, modules) for name, _ in _imports(path)} - {module, ""} for module, path in modules.items()
    }
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the circle


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _known(name: str, modules: dict[str, Path]) -> str:
    """Return the module of ours that an imported name stands in, "" for another's."""
    return name if name in modules else name.rpartition(".")[0] if name.rpartition(".")[0] in modules else ""


def test_no_group_is_possessive() -> None:
    """Before Python 3.11.5 ``(…)*+`` misses what it should match (python/cpython#106052); ``(?>(…)*)`` says the same."""
    possessive = re.compile(r"\)(?:[*+?]|\{+[0-9, ]+\}+)\+")
    for path in [*(ROOT / "analyzer").rglob("*.py"), *(ROOT / "corpus").rglob("*.py")]:
        code = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
        assert not possessive.search(code), path
