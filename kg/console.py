"""Where a verb's results go, and where its errors become messages and exit codes."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from kg.errors import DataError, KgError, PlaceError

#: Problems that other verbs than `check` tell.
_SHOWN = 100


def out(chunks: Iterable[bytes], path: str | None = None) -> None:
    """To a file, whole or not at all, or to stdout."""
    if path and path != "-":
        from kg.publish import write

        write(Path(path), chunks)
        return
    try:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
    except OSError as error:  # what is left over goes nowhere, lest it fail again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise
        sys.exit(0)  # the reader has enough


def show_lines(text: Iterable[str]) -> None:
    """Lines to stdout."""
    from kg.terminal import lines

    out(lines(text))


def show_json(found: Any) -> None:
    """Plain data to stdout, as JSON."""
    out([json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"])


def tell(text: str) -> None:
    """What is no result, to stderr."""
    from kg.terminal import clean

    with suppress(OSError):  # nobody listens
        click.echo("\n".join(map(clean, text.split("\n"))), err=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """What hears how much of how much is done, and shows it on a terminal that waits for more than a second."""
    began, shown = time.monotonic(), False

    def told(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - began > 1:
            shown = True
            bar = "━" * (30 * done // total)
            click.echo(f"\r{bar:<30} {done:,} of {total:,} {what}", nl=False, err=True)

    try:
        yield told
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def run(verbs: click.Group) -> None:
    """Runs a verb and turns what it raises into a message and an exit code."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever started us has closed it
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r+", closefd=False))
    try:
        told = verbs.main(standalone_mode=False, prog_name="kg")
        sys.exit(told if isinstance(told, int) else 0)
    except DataError as error:
        more = len(error.problems) - _SHOWN
        rest = f"\nand {more} more; `kg check` tells all" if more > 0 else ""
        text, code = "\n".join(map(str, error.problems[:_SHOWN])) + rest, error.exit_code
    except KgError as error:
        text, code = f"kg: {error}", error.exit_code
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        text, code = "kg: interrupted; nothing changed", 130
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        text, code = f"kg: {place}{error.strerror or error}", PlaceError.exit_code
    tell(text)
    sys.exit(code)
