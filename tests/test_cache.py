"""What is kept between runs changes nothing but the time: damaged, foreign or missing, everything is computed."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import cache
from corpus.patterns import Pattern

SOURCES = (
    (r"(?P<year>[12][0-9]{3})年(?:(?P<month>1[0-2]|0?[1-9])月)?", 0),
    (r"[一-龠々ァ-ヶー]{2,4}(?<!東京)[労連協委審組研](?![一-龠々])", 0),
    (r"""(?x) (?P<open>[「『]) [^」』]* [」』] # a quotation""", 0),
    (r"^usd(?:\s+|$)", re.IGNORECASE | re.MULTILINE),
    ("円(?:高)?|ドル", 0),
    ("", 0),
)
TEXT = "usd 2024年3月、東京労働委と日本労連は「円高」で1999年以来の合意。\nUSD 3ドル"


@pytest.fixture
def start_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Return a function that forgets what this process knows, as a new process would not know it."""
    monkeypatch.setenv("URADORI_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(cache, "_fresh", {})

    def forget() -> None:
        cache._fresh.clear()
        cache._kept.cache_clear()
        cache._stamp.cache_clear()

    forget()
    return forget


def _spans(pattern: re.Pattern[str]) -> list[tuple[tuple[int, int], dict[str, str | None]]]:
    return [(match.span(), match.groupdict()) for match in pattern.finditer(TEXT)]


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_a_kept_expression_is_the_compiled_one(source: str, flags: int, start_anew: Callable[[], None]) -> None:
    plain = re.compile(source, flags)
    for _ in range(2):
        pattern = cache.compiled(source, flags)
        assert (pattern, pattern.pattern, pattern.flags) == (plain, source, plain.flags)
        assert (pattern.groups, dict(pattern.groupindex)) == (plain.groups, dict(plain.groupindex))
        assert _spans(pattern) == _spans(plain)
        cache.save()
        start_anew()
        assert f"{int(flags)}/{source}" in cache._kept(), "the second round reads what the first wrote"


def test_a_wrong_expression_is_refused_as_by_re(start_anew: Callable[[], None]) -> None:
    with pytest.raises(re.error):
        cache.compiled("(?P<open>")
    with pytest.raises(re.error):
        Pattern("[9-0]").search("")


STAMP = cache._stamp()


def _packed(head: object) -> bytes:
    data = marshal.dumps(head)  # type: ignore[arg-type]
    return len(data).to_bytes(8, "little") + data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not marshal at all",
        _packed(("another stamp", {"0/円": 1})) + b"?",
        _packed((STAMP, {"0/円": 1 << 40})) + b"?",
        _packed((STAMP, {"0/円": -1})) + b"?",
        _packed((STAMP, {"0/円": "?"})) + b"?",
        _packed([1, 2, 3]),
        _packed((STAMP, 7)),
        (1 << 50).to_bytes(8, "little"),
        None,
    ],
)
def test_a_damaged_or_foreign_file_counts_for_nothing(data: bytes | None, start_anew: Callable[[], None]) -> None:
    cache.compiled("円")
    cache.save()
    start_anew()
    file = Path(cache._file())
    file.write_bytes(file.read_bytes()[:-9] if data is None else data)
    assert cache._kept() == {}
    assert cache.compiled("円").findall("1円") == ["円"]
    cache.save()
    start_anew()
    assert "0/円" in cache._kept(), "and it is written anew"


def test_damaged_code_is_compiled_anew(start_anew: Callable[[], None]) -> None:
    cache._kept()["0/円"] = memoryview(b"?")
    no_program = marshal.dumps((32, b"\x07\0\0\0" * 9, 0, {}, (None,)))
    cache._kept()["0/銭"] = memoryview(no_program)
    assert cache.compiled("円").findall("1円") == ["円"]
    assert cache.compiled("銭").findall("1銭") == ["銭"]


def test_another_python_or_a_changed_module_counts_for_nothing(
    start_anew: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.compiled("円")
    cache.save()
    start_anew()
    with monkeypatch.context() as changed:
        changed.setattr(sys, "version", "3.11.99 (of another day)")
        assert cache._kept() == {}
    start_anew()
    plain = os.stat
    assert "tables" in cache._stamp() and "cache.py" in cache._stamp() and plain(cache.__file__).st_size
    assert f"cache.py {plain(cache.__file__).st_mtime_ns} {plain(cache.__file__).st_size}" in cache._stamp()


def test_a_python_that_compiles_otherwise_still_works(
    start_anew: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(source: str, flags: int) -> bytes:
        raise ImportError("re._compiler")

    monkeypatch.setattr(cache, "_code", gone)
    assert cache.compiled("円").findall("1円") == ["円"]
    assert not cache._fresh


def test_nothing_is_kept_where_nothing_can_be_written(
    start_anew: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("a file, not a folder", encoding="utf-8")
    assert cache.compiled("円").findall("1円") == ["円"]
    cache.save()
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "a file, not a folder"
    start_anew()
    monkeypatch.setenv("URADORI_CACHE", "")
    assert cache.folder() == "" and cache._kept() == {}
    cache.compiled("円")
    cache.save()


def test_a_write_that_fails_leaves_nothing_behind(
    start_anew: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(source: str, target: str) -> None:
        raise PermissionError(target)

    monkeypatch.setattr(os, "replace", refused)
    cache.compiled("円")
    cache.save()
    assert list((tmp_path / "kept").iterdir()) == []


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("URADORI_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder() == str(tmp_path / "uradori")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder() == str(tmp_path / ".cache" / "uradori")


def test_a_kept_value_is_computed_once_for_many_runs(start_anew: Callable[[], None]) -> None:
    calls = []

    def words() -> dict[str, tuple[str, float | None]]:
        calls.append(1)
        return {"円": ("JPY", 1.0), "ドル": ("USD", None)}

    assert cache.kept(words)() == cache.kept(words)() == {"円": ("JPY", 1.0), "ドル": ("USD", None)}
    cache.save()
    start_anew()
    n_before = len(calls)
    value = cache.kept(words)
    assert value() is value() and value()["円"] == ("JPY", 1.0)
    assert len(calls) == n_before


def test_two_runs_write_the_same_and_the_second_compiles_nothing(tmp_path: Path) -> None:
    article = tmp_path / "short.txt"
    article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。市長は「急ぎたい」と話した。\n", encoding="utf-8")
    code = (
        "import re._compiler as c, sys; from corpus import cache; import cli; n = []; plain = c._code;"
        "c._code = lambda *each: n.append(1) or plain(*each);"
        "cli._leave = lambda code: (cli._keep(), print(len(n), file=sys.stderr), sys.exit(code));"
        f"sys.argv = ['uradori', 'analyze', {str(article)!r}, '--format', 'jsonl']; cli.main()"
    )
    environment = {**os.environ, "URADORI_CACHE": str(tmp_path / "kept")}
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout and runs[0].stdout.startswith('{"id"')
    assert int(runs[0].stderr) > 50
    ours = int(runs[1].stderr)
    assert ours < 25, f"{ours} expressions compiled anew (those of Python's own modules are a few)"
