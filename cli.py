"""The front door of the command line. The commands themselves stand in ``analyzer/commands/``.

Importing typer takes as long as analysing a short article. So what needs no parser is answered here: the version, the
overview, and ``analyze`` with nothing but paths, a format and a number of processes. Everything else goes to typer.
"""
# ruff: noqa: PTH118, PTH120, PTH123  # pathlib takes longer to import than the overview to print

from __future__ import annotations

import os
import sys

__all__ = ["app", "main"]  # noqa: F822  # app is made on demand, below


def __getattr__(name: str) -> object:
    if name == "app":
        from analyzer.commands import app

        return app
    raise AttributeError(name)


def main() -> None:
    """Run the command line; a NewsError, or output that cannot be written, becomes one line on stderr and exit 2."""
    arguments = sys.argv[1:]
    _open_closed()
    try:
        code = _answer(arguments)
        if code is not None:
            _leave(code)
        from analyzer.commands import run

        try:
            run(arguments[0] if arguments else "--help")
        finally:
            _keep()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        _give_up_output()
        sys.exit(0)
    except OSError as error:  # inputs have been answered for by now: no space left for the output, or a fault of a disk
        from corpus.messages import message, os_reason

        where = f"{error.filename}: " if error.filename else ""
        print(f"uradori: {where}{message('os_failed', reason=os_reason(error))}", file=sys.stderr)
        _give_up_output()
        sys.exit(2)
    except Exception as error:
        from corpus.errors import NewsError

        if not isinstance(error, NewsError):
            raise
        print(f"uradori: {error}", file=sys.stderr)
        sys.exit(2)


def _open_closed() -> None:
    """Open what was closed at the start (``<&-``, a daemon without output): Python has None there, and no one asks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _give_up_output() -> None:
    """Let what is still to be written go nowhere, or the end of the process would fail as well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave(code: int) -> None:
    """End the process at once: freeing every word and pattern one by one takes a tenth of the time of a short run."""
    _keep()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _keep() -> None:
    """Keep for the next start what this one had to compile."""
    cache = sys.modules.get("corpus.cache")
    if cache is not None:
        cache.save()


def _answer(arguments: list[str]) -> int | None:
    """Return the exit code of what needs no parser, or None."""
    if arguments == ["--version"]:
        from analyzer import VERSION

        print(f"uradori {VERSION}")
        return 0
    if arguments == ["--help"]:
        # Written by typer once (tests/test_cli.py compares), because drawing it takes three times as long as reading it.
        from corpus.locales import language_of_locale

        name = "overview.ja.txt" if language_of_locale() == "ja" else "overview.txt"
        with open(os.path.join(os.path.dirname(__file__), "analyzer", name), encoding="utf-8") as file:
            print(file.read(), end="")
        return 0
    return _analyze(arguments[1:]) if arguments[:1] == ["analyze"] else None


def _analyze(arguments: list[str]) -> int | None:
    """Run ``analyze PATH… [-f FORMAT] [-j N]``; return None, with nothing done, where there is more to parse."""
    paths: list[str] = []
    options = {"--format": "", "--jobs": "1"}
    words = iter(arguments)
    for word in words:
        name = {"-f": "--format", "-j": "--jobs"}.get(word, word)
        if name in options:
            options[name] = next(words, "")
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    if not paths or not options["--jobs"].isdecimal() or options["--jobs"] == "0":
        return None
    _lighten()
    from analyzer.desk.printing import FORMATS, Output, analyze_paths, default_format
    from analyzer.pipeline import Analyzer

    chosen = options["--format"] or default_format()
    if chosen not in FORMATS:
        return None
    return analyze_paths(paths, output=Output(chosen), analyzer=Analyzer(), jobs=int(options["--jobs"]))


def _lighten() -> None:
    """Make the imports of an analysis lighter: a short article takes less time than they do."""
    import gc

    gc.disable()  # what importing makes is there to stay; collect_rarely turns it on again for what articles make
    # msgspec asks typing_extensions first for three names that typing has since Python 3.11. It brings inspect, ast and
    # tokenize: a tenth of a short run. None tells the import system that there is no such module.
    if "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        import msgspec  # noqa: F401

        del sys.modules["typing_extensions"]


if __name__ == "__main__":
    main()
