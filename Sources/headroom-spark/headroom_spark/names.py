"""Names of accounts, compared as the program compares them.

The rows of one account must come to one process, and the program joins what differs only in case, width or
spaces. So rows are dealt by ``key``, which is the same for all names that the program joins. It may be the
same for a few names that the program keeps apart; these share a process and keep their own rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

#: What the program strips from both ends of a cell.
_AROUND = " \t\u00a0\u202f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x2010)))
_BETWEEN = re.compile("[\\s\u200b-\u200f\ufeff]+")
#: A cell of one of these words is an empty one.
_EMPTY = frozenset(
    "nat nan null none n/a na nil (null) (none) (blank) #n/a #n/v #null! <na> <null> \\n undefined".split()
)
_ZERO_DAY = re.compile(r"0001-01-01.*|0[\x00-0:TZ]{7,}", re.DOTALL)
#: An answer names the marketplace too, where a name occurs in several.
_MARKETPLACE = re.compile(r" \([^()]*\)$")


def shown(cell: str) -> str:
    """The name that a cell holds, without what surrounds it; empty if the cell says that there is none."""
    name = cell.strip(_AROUND)
    if len(name) >= 2 and name[0] == "'" and name[1] in "=+-@\t\r0123456789":
        name = name[1:]
    elif len(name) >= 3 and name.startswith('="') and name.endswith('"'):
        name = name[2:-1].strip('"')
    short = len(name.encode()) <= 30
    return "" if short and (name.lower() in _EMPTY or _ZERO_DAY.fullmatch(name)) else name


def key(cell: str) -> str:
    """The name without regard to case, width, accents and spaces; empty for a row without an account."""
    text = unicodedata.normalize("NFKC", shown(cell)).casefold()
    plain = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", "".join(plain)).strip()


def keys_of(label: str) -> set[str]:
    """The keys that the account of an answer may have: ``acme (amazon.de)`` may be ``acme`` in the rows."""
    return {key(label), key(_MARKETPLACE.sub("", label))}


def all_keys_of(labels: Iterable[str]) -> set[str]:
    return {one for label in labels for one in keys_of(label)}


def keys(cells: pd.Series) -> pd.Series:
    """The key of every cell of a column; few names are repeated often."""
    return cells.map({cell: key(cell) for cell in cells.unique()})
