"""Paperkin: a curated list of papers as a knowledge graph that can be queried, explored and published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "load"]

if TYPE_CHECKING:
    from kg.notebook import load


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    """`kg.load` brings in the engine; `import kg` alone, which every verb does, must not."""
    if name == "load":
        from kg.notebook import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
