"""Time and memory of a command with all its children, read from /proc (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Wall-clock seconds, and the peak of the memory of all processes together in MB (proportional set size)."""

    seconds: float
    megabytes: float


def run(command: list[str], every: float = 0.1) -> Cost:
    """Runs a command to its end; its output is thrown away. Raises `CalledProcessError` if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(memory, tree(process.pid))))
        time.sleep(every)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(seconds, peak / 1024)


def quick(command: list[str], rounds: int = 15) -> float:
    """Median wall-clock seconds of a short command."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return sorted(times)[rounds // 2]


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *(found for child in below for found in tree(int(child)))]


def memory(pid: int) -> float:
    """Proportional set size of one process in kB; pages shared by several count once in all."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    except OSError:
        pass
    return 0.0


def machine() -> str:
    """What the figures were taken on, in a few words."""
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}"
