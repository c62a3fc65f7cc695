"""Real SPARQL servers for tests.

In: Turtle. Out: the address of a running endpoint that holds it, for as long as a `with` block lasts.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

#: Seconds within which a server must have come up.
PATIENCE = 20.0


@contextmanager
def oxigraph_server(turtle: bytes) -> Iterator[str]:
    """The query address of an Oxigraph server on a free loopback port, its default graph filled with the Turtle."""
    with tempfile.TemporaryDirectory(prefix="oxigraph-") as folder, _running(Path(folder)) as port:
        _load(port, turtle)
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def _running(folder: Path) -> Iterator[int]:
    port = _free_port()
    command = [_binary(), "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait_until_up(process, port, folder / "log")
        yield port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _binary() -> str:
    places = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))
    found = shutil.which("oxigraph", path=places)
    assert found, "the oxigraph binary is missing: pip install oxigraph"
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"oxigraph stopped: {log.read_text(errors='replace')}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"oxigraph did not come up: {log.read_text(errors='replace')}")


def _load(port: int, turtle: bytes) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("PUT", "/store?default", turtle, {"Content-Type": "text/turtle"})
        answer = connection.getresponse()
        said = answer.read().decode(errors="replace")
    finally:
        connection.close()
    assert answer.status in (200, 201, 204), f"oxigraph did not take the Turtle: {answer.status} {said}"
