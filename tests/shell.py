"""The real `kg` in a process of its own.

In: arguments and a folder. Out: exit code, stdout and stderr; or all that a terminal shows.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
#: Seconds after which a process is given up.
PATIENCE = 120
KG = [sys.executable, "-m", "kg"]


class Done(NamedTuple):
    """How a process ended, and what it said."""

    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """The same for every machine: UTF-8, no colour or width told from outside, warnings are errors."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")
    fixed = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    return {name: os.environ[name] for name in kept if name in os.environ} | fixed | changes


def kg(*arguments: str | bytes, cwd: Path, stdin: bytes = b"", **changes: str) -> Done:
    """Runs `kg` to its end, its stdout and stderr in pipes."""
    done = subprocess.run(
        [*KG, *arguments], cwd=cwd, input=stdin, capture_output=True, timeout=PATIENCE, env=environment(**changes)
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: str, cwd: Path, command: Sequence[str] = KG, **changes: str) -> subprocess.Popen[bytes]:
    """Starts `kg`, or another command, and leaves it running."""
    return subprocess.Popen(
        [*command, *arguments],
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**changes),
    )


def ended(process: subprocess.Popen[bytes]) -> Done:
    """Waits for the end of a process that was started."""
    out, err = process.communicate(timeout=PATIENCE)
    return Done(process.returncode, out.decode(), err.decode())


def sh(line: str, cwd: Path, **changes: str) -> Done:
    """Runs a line of shell in which `kg` stands for the real one; the exit codes of a pipe are as in bash."""
    line = f'kg() {{ {shlex.join(KG)} "$@"; }}; {line}'
    done = subprocess.run(
        ["bash", "-c", line], cwd=cwd, capture_output=True, timeout=PATIENCE, env=environment(**changes)
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*arguments: str, cwd: Path, **changes: str) -> str:
    """All that a terminal shows of `kg`: stdout and stderr as they come."""
    return seen([*KG, *arguments], cwd, environment(**changes))


def seen(command: list[str], cwd: Path, env: dict[str, str]) -> str:
    """All that a terminal shows of a command at its end: what has been wiped from a line is gone."""
    inner, outer = pty.openpty()
    with subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=outer, stderr=outer, env=env):
        os.close(outer)
        shown = b""
        try:
            while piece := os.read(inner, 65536):
                shown += piece
        except OSError:  # the terminal ends with the process
            pass
    os.close(inner)
    return re.sub(r"[^\n]*\r\x1b\[K", "", shown.decode().replace("\r\n", "\n"))
