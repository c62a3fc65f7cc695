"""The frame around every page: the templates, what they may call, and the policy under which a page runs.

Comes in: what a page says. Goes out: its HTML. Everything that a template puts in is escaped, and an address becomes a
link only if it is one of the web.
"""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from kg.render import quiet_json, verb, web

#: Nothing runs and nothing is fetched but what lies on the site itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)


class Frame:
    """Renders pages that share `site`: its name, title, licence, and ways around."""

    def __init__(self, address: str, site: dict[str, Any]) -> None:
        from jinja2 import Environment, FileSystemLoader

        self.address = address
        self._templates = Environment(
            loader=FileSystemLoader(str(files("kg.site").joinpath("templates"))),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(site=site, policy=POLICY, address=None, kind=None)
        self._templates.filters.update(web=web, verb=verb, shell=shlex.quote, coded=coded)
        self._around: dict[tuple[str, str], dict[str, Markup]] = {}

    def page(self, path: str, template: str, here: str = "", root: str = "", **said: Any) -> bytes:
        """The page at `path`, a folder of the site; `said` has at least a title and a description. `here` is the way
        among those of the header that leads to it, `root` the way to the site's root, if that is no relative one."""
        root = root or "../" * path.count("/") or "./"
        told = {"root": root, "url": f"{self.address}{path}", "around": self._surroundings(root, here), **said}
        return self._templates.get_template(template).render(told).encode("utf-8", "replace")

    def _surroundings(self, root: str, here: str) -> dict[str, Markup]:
        """Header and footer, made once for all pages of the same depth."""
        if (root, here) not in self._around:
            parts: Any = self._templates.get_template("around.html").module
            told = {"header": parts.header(root, here), "indexes": parts.indexes(root), "licence": parts.licence()}
            self._around[root, here] = told
        return self._around[root, here]


def coded(text: str) -> Markup:
    """A text in which what stands between backticks is code.

    >>> str(coded("above `method` & <below>"))
    'above <code>method</code> &amp; &lt;below&gt;'
    """
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704


def island(json: str) -> Markup:
    """JSON for an element of a script type that does not run; nothing in it can end that element."""
    return Markup(quiet_json(json))  # noqa: S704
