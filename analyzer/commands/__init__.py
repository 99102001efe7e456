"""The commands: each parses, calls one function, prints. The only importers of typer.

Data go to stdout, talk goes to stderr. Exit codes: 0 fine, 1 nothing found or a gate failed, 2 misuse or nothing could
be read, 3 finished with some failures, 130 interrupted. Heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import Annotated, Any

import typer

# Importing a module registers its commands; the order is that of the overview.
from analyzer.commands import articles, labels, corpus  # noqa: F401  # isort: skip
from analyzer.commands.options import app

__all__ = ["app", "run"]


def _print_version(value: bool) -> None:
    if value:
        from analyzer import VERSION

        print(f"uradori {VERSION}")
        raise typer.Exit


@app.callback()
def uradori(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """裏取り: what is reported, what is claimed, and by whom, in Japanese news articles."""


def _build_only(called: str) -> None:
    """Keep of the other commands no more than the overview shows: building them all takes as long as importing typer."""
    for each in app.registered_commands:
        if each.callback and each.callback.__name__ != called:
            each.name = each.callback.__name__
            each.callback = _not_called


def _not_called() -> None:
    raise AssertionError("a command that was not called has run")


def spoken_language(arguments: list[str]) -> str:
    """Return the language of help, which is printed before options are read: that after ``--lang``, else the locale's."""
    from corpus.locales import language

    chosen = [value for name, value in pairwise(arguments) if name == "--lang" and value in ("ja", "en")]
    return chosen[-1] if chosen else language()


def run(called: str) -> None:
    """Parse ``sys.argv`` and run the command it calls. Raises BrokenPipeError where nobody reads on (``| head``)."""
    _build_only(called)
    command = typer.main.get_command(app)
    is_japanese = spoken_language(sys.argv) == "ja"
    if is_japanese and ("--help" in sys.argv[1:] or not sys.argv[1:]):
        from analyzer.commands.help import spoken_japanese

        command = spoken_japanese(command)
    try:
        sys.exit(command(standalone_mode=False))
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # typer's exit 1 would say that nothing was found
            raise end.__context__ from None
        raise
    except Exception as error:
        if not hasattr(error, "format_message"):  # what typer says of misuse; its class has moved between versions
            raise
        _say_misuse(error, is_japanese=is_japanese)
        sys.exit(2)


def _say_misuse(error: Any, *, is_japanese: bool) -> None:
    if not is_japanese or not sys.argv[1:]:  # without arguments typer's error is the help itself
        error.show()
        return
    from analyzer.commands.usage import say_misuse

    say_misuse(error)
