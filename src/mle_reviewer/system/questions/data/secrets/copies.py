"""Further places of credentials: tests, pages and forms hold copies, which whoever revokes one has to know of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.searching import searched
from mle_reviewer.system.questions.data.secrets.documents import is_text
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.questions.data.secrets.secret import Secret
    from mle_reviewer.system.system import System

_LEAST: Final = 10  # signs that two documents no longer share by chance


def copies(system: System, found: Iterable[Secret]) -> Mapping[str, list[Location]]:
    """Where else the value of each credential stands in the tree, by what places of one value have in common.

    Documents are read only where there is something to look for, each of them once for all values. Of a notebook,
    whose lines are coded, no places are told.
    """
    some = [one for one in found if one.proof != "likely" and not (one.known or one.collected)]
    wanted = {one.value.encode(): one.same for one in some if len(one.value) >= _LEAST and "\n" not in one.value}
    places: dict[str, list[Location]] = {}
    if not wanted:
        return places
    told = {(one.same, one.at.path) for one in some}
    pattern = re.compile(b"(?:%b)(?![0-9A-Za-z]|\\.[0-9A-Za-z])" % b"|".join(map(re.escape, sorted(wanted))))
    paths = [one for one in system.paths if is_text(one) and tier(one) != "vendored" and not one.endswith(".ipynb")]
    for document in searched(system, paths):
        for value, line in _first(document.data, pattern):
            same = wanted[value]
            if (same, document.path) not in told:
                places.setdefault(same, []).append(Location(document.path, line, end_line=line, raw_line=line))
    return places


def _first(data: bytes, pattern: re.Pattern[bytes]) -> Iterator[tuple[bytes, int]]:
    """The first line (from 1) of each value that a document holds."""
    seen: set[bytes] = set()
    for found in pattern.finditer(data):
        if found[0] not in seen:
            seen.add(found[0])
            yield found[0], data.count(b"\n", 0, found.start()) + 1
