"""Every named query on a large collection, by one engine: `python -m benchmarks.questions HOME kg|rdflib` prints JSON.

Each runs in its turn in this process, on a graph that is loaded already; one that takes longer than the cap is left.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.home import Home
from kg.queries import load

CAP = 60
#: Values of the parameters in the made-up collection, by parameter.
GIVEN = {
    "method": "Net15000", "newer": "Net19000", "older": "Net10", "one": "Net18000", "other": "Net18500",
    "person": "Ada Name7", "venue": "CVPR", "dataset": "ImageNet-1k", "block": "Net100", "evidence": "implied",
}  # fmt: skip


def texts(graph: Graph, last: int) -> dict[str, str]:
    """The queries with their parameters; methods are named by their share of the collection's size."""
    given = {
        name: f"Net{int(told[3:]) * last // 20_000}" if told.startswith("Net") else told for name, told in GIVEN.items()
    }
    return {
        name: graph.bind(query, {p.name: given[p.name] for p in query.parameters})
        for name, query in load(graph.home.folders("queries")).items()
    }


def timed(ask: Any, text: str) -> tuple[float, int]:
    """Seconds and number of rows; the cap and -1 if it was stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(CAP)
    started = time.perf_counter()
    try:
        rows = ask(text)
    except TimeoutError:
        return float(CAP), -1
    finally:
        signal.alarm(0)
    return time.perf_counter() - started, rows


def main(home: str, engine: str) -> None:
    graph = Graph(Home(Path(home)), Path(home) / "build")
    questions = texts(graph, len(list((Path(home) / "data" / "papers").iterdir())))
    if engine == "kg":
        store = graph.store

        def ask(text: str) -> int:
            return len(store.ask(text).rows)
    else:
        plain = graph.rdflib

        def ask(text: str) -> int:
            return len(list(plain.query(text)))

    print(json.dumps({name: timed(ask, text) for name, text in questions.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
