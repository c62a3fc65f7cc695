"""How a relation and its evidence look in pictures that other tools draw: colours and words of our own page."""

from __future__ import annotations

from kg.lineage import RELATIONS
from kg.render import COLOURS as _DESCENT
from kg.render import GREYS

#: A colour for each relation, `#RRGGBB`, and a kind of line for each evidence.
COLOURS = {**_DESCENT, **dict(zip([word for word in RELATIONS if word not in _DESCENT], GREYS, strict=True))}
LINES = {"stated": "solid", "implied": "dashed", "curated": "dotted"}

ACCENT, INK, PAPER = "#0072B2", "#333333", "#FFFFFF"


def colour(relation: str) -> str:
    """The colour of a relation, `#RRGGBB`; grey for a word that is none."""
    return COLOURS.get(relation, GREYS[0])


def words(relation: str) -> str:
    """A relation as it reads beside a line.

    >>> words("inspired_by")
    'inspired by'
    """
    return relation.replace("_", " ")


def rgb(shown: str) -> tuple[int, int, int]:
    """Red, green and blue of `#RRGGBB`, 0 to 255.

    >>> rgb("#0072B2")
    (0, 114, 178)
    """
    return int(shown[1:3], 16), int(shown[3:5], 16), int(shown[5:7], 16)
