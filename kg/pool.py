"""Work on many files -> the same results in the same order, on as many processes as it pays for."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

from kg.errors import PlaceError

T = TypeVar("T")

#: Files that make it worth to start a process for reading them.
_CHUNK = 1000


def spread(function: Callable[[str], T], places: Sequence[str]) -> Iterator[T]:
    """`map`, in order. Raises `PlaceError` if one of the processes is ended from outside."""
    with started(function, places) as results:
        yield from results


@contextmanager
def started(function: Callable[[str], T], places: Sequence[str], chunk: int = _CHUNK) -> Iterator[Iterator[T]]:
    """`map`, in order, its work begun at once and `chunk` by `chunk`: in the block there is time for other work."""
    workers = min(os.cpu_count() or 1, len(places) // chunk)
    if workers < 2 or "fork" not in get_all_start_methods():
        yield map(function, places)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_end_with_parent) as pool:
        try:
            with warnings.catch_warnings():
                # Threads of an engine may be there; what is forked runs nothing of it.
                warnings.simplefilter("ignore", DeprecationWarning)
                results = pool.map(function, places, chunksize=chunk)
            yield results
        except BrokenProcessPool:
            raise PlaceError("a process that did part of the work was ended; try again") from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """Leaves Ctrl-C to the parent, and has the kernel end this process when that is killed (Linux, prctl(2),
    PR_SET_PDEATHSIG)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
