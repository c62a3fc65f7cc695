"""All figures of docs/benchmarks.md: `make bench`, or `python -m benchmarks [PAPERS]` (20,000 unless told)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from benchmarks import measure, site, world

HERE = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

_ANCESTORS = """
import rdflib, sys
graph = rdflib.Graph().parse(sys.argv[1], format="turtle")
found = graph.query("SELECT ?p { ?m rdfs:label ?name ; kg:descendsFrom+ ?p }", initBindings={"name": rdflib.Literal(sys.argv[2])},
                    initNs={"kg": "https://w3id.org/paperkin/ontology#"})
print(len(list(found)))
"""
_SHAPES = """
import sys
from pathlib import Path
from kg.home import bundled
from kg.ontology import shape_problems
print(len(shape_problems(Path(sys.argv[1]).read_bytes(), bundled() / "ontology")))
"""


def building(home: Path, folder: Path) -> Iterator[str]:
    """`kg build` against the plain pipeline, in one run, one after the other."""
    ours = measure.run([PYTHON, "-m", "kg", "--home", str(home), "build"])
    plain = measure.run([PYTHON, "-m", "benchmarks.plain", str(home), str(folder / "plain.ttl")])
    yield "| build | seconds | peak memory, MB |\n|---|--:|--:|"
    yield f"| `kg build` | {ours.seconds:.1f} | {ours.megabytes:.0f} |"
    yield f"| plain pipeline | {plain.seconds:.1f} | {plain.megabytes:.0f} |"
    yield f"| ratio | **{plain.seconds / ours.seconds:.1f} x faster** | **{100 * ours.megabytes / plain.megabytes:.0f} %** |"


def cold(home: Path, papers: int) -> Iterator[str]:
    """Commands in a fresh process."""
    last = f"Net{papers - 1}"
    ours = measure.quick([PYTHON, "-m", "kg", "--home", str(home), "lineage", last, "--format", "json"], 5)
    plain = measure.quick([PYTHON, "-c", _ANCESTORS, str(home / "build" / "graph.ttl"), last], 1)
    subprocess.run([PYTHON, "-m", "kg", "build"], cwd=HERE, check=True, capture_output=True)
    lineage = measure.quick([PYTHON, "-m", "kg", "--home", str(HERE), "lineage", "ResNet"])
    networkx = measure.quick([PYTHON, "-c", "import networkx"])
    yield "| cold process | ours, s | peer, s | ratio |\n|---|--:|--:|--:|"
    yield f"| ancestors of one method (peer: rdflib parses and asks) | {ours:.2f} | {plain:.1f} | **{plain / ours:.0f} x faster** |"
    yield f"| `kg lineage ResNet` (peer: `python -c 'import networkx'`) | {lineage:.2f} | {networkx:.2f} | **{lineage / networkx:.2f} x** |"


def shapes(home: Path) -> Iterator[str]:
    """SHACL of the same graph, which `kg check` adds to what a build does."""
    cost = measure.run([PYTHON, "-c", _SHAPES, str(home / "build" / "graph.nt")])
    yield f"SHACL of the same graph (`kg check` alone does it): {cost.seconds:.0f} s, {cost.megabytes:.0f} MB."


def asking(home: Path) -> Iterator[str]:
    """Every named query, ours against rdflib on the same graph."""
    told = {}
    for engine in ("kg", "rdflib"):
        command = [PYTHON, "-m", "benchmarks.questions", str(home), engine]
        told[engine] = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=HERE).stdout)
    yield "| named query | rows | ours, s | rdflib, s | ratio |\n|---|--:|--:|--:|--:|"
    for name, (seconds, rows) in told["kg"].items():
        other, found = told["rdflib"][name]
        more = ">" if found < 0 else ""
        assert found in (rows, -1), f"{name}: {rows} rows against {found}"
        yield f"| {name} | {rows} | {seconds:.3f} | {more}{other:.2f} | {more}{other / seconds:.0f} x |"
    total, plain = (sum(one[0] for one in told[engine].values()) for engine in ("kg", "rdflib"))
    yield f"| **sum** | | {total:.2f} | {plain:.1f} | **{plain / total:.0f} x** |"


def main(papers: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        home = world.make(papers, folder / "home")
        lines = [f"Taken on {time.strftime('%Y-%m-%d')}: {measure.machine()}, {papers:,} made-up papers.", ""]
        parts = (
            building(home, folder),
            cold(home, papers),
            asking(home),
            shapes(home),
            site.figures(home, folder, papers),
        )
        for part in parts:
            for line in chain(part, [""]):
                print(line, flush=True)
                lines.append(line)
        page = HERE / "docs" / "benchmarks.md"
        head = page.read_text("utf-8").split("<!-- figures -->")[0]
        page.write_text(head + "<!-- figures -->\n\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
