"""Before a wheel is built, or the checkout installed in place: fetch the third-party scripts of the pages from npm."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Fetch(BuildHookInterface[Any]):
    """Fills `kg/site/vendor/`, which git ignores and the wheel carries."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        site = Path(self.root) / "kg" / "site"
        runpy.run_path(str(site / "vendor.py"))["fetch"](site / "vendor")
