"""What can go wrong, in one small family. Raised plain below, turned into an exit code once, in `cli`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place of the collection; a `warning` stops no build.

    >>> print(Problem("data/papers/a.yaml", 3, 1, 'unknown key "yaer"', 'did you mean "year"?'))
    data/papers/a.yaml:3:1: error: unknown key "yaer"; did you mean "year"?
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: str = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.level}: {self.text}"

    @property
    def place(self) -> str:
        """File, line and column, as editors jump to it."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        """The message with its hint, without the place."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class KgError(Exception):
    """Any error that a user can be told in a sentence. `exit_code` is the contract's."""

    exit_code = 1


class DataError(KgError):
    """The collection has problems; all of them, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class QueryError(KgError):
    """A query that cannot be read, is refused, or went over a limit."""


class NotFound(KgError):
    """A name that nothing bears, or that several things bear."""


class UsageError(KgError):
    """A combination of arguments that makes no sense."""

    exit_code = 2


class PlaceError(KgError):
    """The environment: disk, permission, lock, damaged store."""

    exit_code = 3


class EndpointError(KgError):
    """Somebody else's endpoint failed, and how."""

    exit_code = 4


def did_you_mean(word: str, known: Sequence[str], most: int = 3) -> str:
    """A question that names the nearest known words, or nothing.

    >>> did_you_mean("yaer", ["year", "title"])
    'did you mean "year"?'
    >>> did_you_mean("xyz", ["year"])
    ''
    """
    if len(word) > 100:
        return ""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    near = get_close_matches(word.casefold(), folded, n=most, cutoff=0.6)
    return "did you mean " + " or ".join(f'"{folded[name]}"' for name in near) + "?" if near else ""
