"""The third-party scripts of the pages: what is taken from npm, where it lies, and whether it is what it claims to be.

The build hook loads this file by its path, while nothing of `kg` is installed yet: so the standard library alone.
Whoever gets npm later runs `python -m kg.site.vendor`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final, TypedDict

#: File of the site -> the package it comes from, and its path inside.
FILES: Final = {
    "minisearch.js": ("minisearch", "dist/es/index.js"),
    "d3.min.js": ("d3", "dist/d3.min.js"),
    "plot.umd.min.js": ("@observablehq/plot", "dist/plot.umd.min.js"),
    "graphology.umd.min.js": ("graphology", "dist/graphology.umd.min.js"),
    "sigma.min.js": ("sigma", "dist/sigma.min.js"),
    "yasqe.min.js": ("@zazuko/yasqe", "build/yasqe.min.js"),
    "yasqe.min.css": ("@zazuko/yasqe", "build/yasqe.min.css"),
    "oxigraph.js": ("oxigraph", "web.js"),
    "oxigraph_bg.wasm": ("oxigraph", "web_bg.wasm"),
}
LICENCES: Final = "THIRD-PARTY-LICENCES.txt"
#: Seconds after which npm is given up: an installation must not hang where there is no network.
PATIENCE: Final = 300
INSTALL: Final = ["npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=1"]
LATER: Final = "`kg site` leaves out the pages that need them; with npm at hand, run: python -m kg.site.vendor"


class Entry(TypedDict):
    """What the manifest says of one file; `integrity` as in an HTML attribute of that name."""

    package: str
    version: str
    licence: str
    bytes: int
    integrity: str


def folder() -> Path:
    """Where the files lie, if they do."""
    return Path(__file__).with_name("vendor")


def manifest(target: Path | None = None) -> dict[str, Entry]:
    """File name -> package, version, licence, bytes, integrity, in the order of the names; empty if there is none."""
    files: dict[str, Entry] = _record(target or folder()).get("files", {})
    return files


def missing(target: Path | None = None) -> list[str]:
    """The files that are absent, or are not the bytes that the manifest promises."""
    place = target or folder()
    promised = manifest(place)
    return [name for name in FILES if name not in promised or _integrity(place / name) != promised[name]["integrity"]]


def fetch(target: Path) -> None:
    """Fills a folder with the files, unless they are those of the lock file already; swaps it in as a whole.

    npm itself checks each package against the hash in the lock file. Whatever goes wrong is told in a sentence on
    stderr and raises nothing: an installation goes on without.
    """
    if _record(target).get("lock") == _integrity(_lock()) and not missing(target):
        return
    try:
        with tempfile.TemporaryDirectory(prefix="paperkin-npm-") as scratch:
            _fill(target, Path(scratch))
    except FileNotFoundError as error:
        what = "npm is not on the path" if error.filename == "npm" else str(error)
    except subprocess.CalledProcessError as error:
        code = re.search(r"(?:error|ERR!) code (\w+)", error.stderr)
        what = f"npm failed ({code[1] if code else f'exit code {error.returncode}'})"
    except subprocess.TimeoutExpired:
        what = f"npm did not end within {PATIENCE} s"
    except OSError as error:
        what = str(error)
    else:
        return
    print(f"paperkin: {what}, so the third-party scripts were not fetched: {LATER}", file=sys.stderr)


def _fill(target: Path, scratch: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_lock().with_name(name), scratch)
    subprocess.run(INSTALL, cwd=scratch, check=True, timeout=PATIENCE, capture_output=True, text=True, errors="replace")
    modules, fresh = scratch / "node_modules", scratch / "vendor"
    fresh.mkdir()
    for name, (package, path) in FILES.items():
        shutil.copyfile(modules / package / path, fresh / name)
    (fresh / LICENCES).write_text(_licences(modules), "utf-8")
    files = {name: _entry(fresh / name, modules / package) for name, (package, _) in sorted(FILES.items())}
    record = {"lock": _integrity(_lock()), "files": files}
    (fresh / "manifest.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    if target.exists():
        shutil.rmtree(target)
    shutil.move(fresh, target)


def _lock() -> Path:
    return Path(__file__).with_name("npm") / "package-lock.json"


def _record(target: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads((target / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return record


def _entry(file: Path, package: Path) -> Entry:
    about = _about(package)
    return {
        "package": about["name"],
        "version": about["version"],
        "licence": about["license"],
        "bytes": file.stat().st_size,
        "integrity": _integrity(file),
    }


def _integrity(file: Path) -> str:
    try:
        digest = hashlib.sha384(file.read_bytes()).digest()
    except OSError:
        return ""
    return "sha384-" + base64.b64encode(digest).decode()


def _about(package: Path) -> dict[str, str]:
    about: dict[str, str] = json.loads((package / "package.json").read_bytes())
    return about


def _licences(modules: Path) -> str:
    """The licence of every package that npm brought: the files carried hold parts of what they depend on."""
    parts = []
    for name in json.loads(_lock().read_bytes())["packages"]:
        if name:
            package = modules.parent / name
            about = _about(package)
            files = sorted(file for file in package.iterdir() if file.stem.lower() in ("license", "licence"))
            texts = [file.read_text("utf-8").strip() for file in files]
            heading = f"{about['name']} {about['version']}: {about['license']}"
            parts.append("\n\n".join([heading, *texts]))
    return ("\n\n" + "-" * 78 + "\n\n").join(parts) + "\n"


if __name__ == "__main__":
    fetch(folder())
    sys.exit(1 if missing() else 0)
