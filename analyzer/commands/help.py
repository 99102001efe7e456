"""What ``--help`` says in Japanese (``tables/help_words.tsv``); the English stands in the commands themselves."""

from __future__ import annotations

from functools import partial
from typing import Any

from analyzer.commands.usage import with_japanese_headings
from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = ["spoken_japanese", "texts"]

#: What the commands say is kept to lines this wide; typer breaks Japanese nowhere.
_WIDTH = 110


def spoken_japanese(command: Any) -> Any:
    """Return ``command``, whose help and that of all below it is Japanese from now on."""
    words = _words()
    command.context_settings["max_content_width"] = _WIDTH
    for each in _with_commands_below(command):
        if each.help:
            first, *more = each.help.split("\n\n")
            each.help = "\n\n".join([words[first], *(part.replace("Example", words["Example"], 1) for part in more)])
        each.short_help = each.short_help and words[each.short_help]
        each.get_help = partial(_help_in_japanese, each)
        # typer makes the option --help when it is first asked for, and keeps it
        for parameter in (*each.params, each.get_help_option(each.context_class(each))):
            if getattr(parameter, "help", None):
                parameter.help = words[parameter.help]
    return command


def _help_in_japanese(command: Any, context: Any) -> str:
    return with_japanese_headings(type(command).get_help(command, context))


def texts(command: Any) -> set[str]:
    """Return all that the help of ``command`` and the commands below it says, paragraphs apart, without the examples."""
    found: set[str] = set()
    for each in _with_commands_below(command):
        parameters = (*each.params, each.get_help_option(each.context_class(each)))
        said = [(each.help or "").split("\n\n")[0], each.short_help, *(getattr(p, "help", None) for p in parameters)]
        found |= {text for text in said if text}
    return found


def _with_commands_below(command: Any) -> list[Any]:
    return [command, *getattr(command, "commands", {}).values()]


def _words() -> dict[str, str]:
    path = ANALYZER / "tables" / "help_words.tsv"
    return {row["en"]: row["ja"] for row in read_table(path, key="en", required=("ja",))}
