"""``uradori add --watch``: new files enter the corpus as they arrive. The only import of watchfiles."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from analyzer.runs.addition import Options, Summary, add
from corpus.errors import NewsError
from corpus.messages import message

__all__ = ["watch"]


def watch(root: str, paths: Sequence[str], options: Options, said: Callable[[Summary], None]) -> int:
    """Add ``paths``, then every file that appears or changes below them, until Ctrl-C; return 130.

    A burst of changes is one run. Files that are still being written are read again when they change once more.
    """
    try:
        from watchfiles import watch as changes_below
    except ImportError as error:
        raise NewsError(message("watch_not_installed")) from error
    folders = [path for path in paths if os.path.exists(path)]  # noqa: PTH110
    inside = os.path.realpath(root)  # the corpus itself may lie below a watched folder

    def is_added(arrived: Sequence[str]) -> bool:
        # Ctrl-C in the middle of a run ends that run in good order: it must end the watching too.
        summary = add(root, arrived, options)
        said(summary)
        return summary.status != "interrupted"

    with suppress(KeyboardInterrupt):
        if not is_added(paths):
            return 130
        print(message("watching", paths=", ".join(folders)), file=sys.stderr)
        for changes in changes_below(*folders, step=200, debounce=2000):
            changed = sorted({path for _, path in changes})
            # A new folder is told once, maybe before the files in it can be: it is walked.
            arrived = [path for path in changed if os.path.exists(path) and not _is_inside(path, inside)]  # noqa: PTH110
            if arrived and not is_added(arrived):
                break
    return 130


def _is_inside(path: str, folder: str) -> bool:
    return (os.path.realpath(path) + os.sep).startswith(folder + os.sep)
