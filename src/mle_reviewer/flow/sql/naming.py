"""Names of tables: what two spellings have in common."""

from __future__ import annotations

from mle_reviewer.program.sql.template import PLACEHOLDER


def alike(one: str, other: str) -> bool:
    """Whether two names may be one table's: the parts of the shorter are the last of the longer, templates aside."""
    pairs = zip(reversed(one.split(".")), reversed(other.split(".")), strict=False)
    return all(a == b or PLACEHOLDER[:4] in a or PLACEHOLDER[:4] in b or "{" in a or "{" in b for a, b in pairs)


def plain(name: str) -> str:
    """A table's name in small letters, without quotes."""
    return ".".join(part.strip('`"[]') for part in name.strip("`; ").lower().split("."))


def stem(path: str) -> str:
    """The name of a file without folder and ending."""
    return path.rpartition("/")[2].rpartition(".")[0].lower()


def bare(name: str) -> str:
    """The last part of a table's name, in small letters and without quotes."""
    return plain(name).rpartition(".")[2]
