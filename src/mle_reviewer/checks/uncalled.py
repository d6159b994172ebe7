"""Functions of scripts that nothing calls: a fault in one of them is told, but no run of the script commits it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.program.code import line_of
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.checks.reading import Reader
    from mle_reviewer.flow.machine.following import Flow
    from mle_reviewer.flow.machine.units import Uncalled

_TEXTS: Final = (".py", ".toml", ".cfg", ".ini", ".yaml", ".yml", ".sh")
_MOST_NOTEBOOKS: Final = 300  # notebooks that are read whole to learn whether they use a script
_COLLECTED: Final = "test"  # what a test runner finds by its name begins with it


def bounded(found: Sequence[Finding], flow: Flow, reader: Reader) -> list[Finding]:
    """The same findings; those in functions that no run of a script ever reaches are medium at most.

    In a module that others import, or in a package, such a function is for whoever calls it: there nothing changes.
    """
    loud = {one.at for one in found if one.severity > Severity.MEDIUM}
    inside = _inside(flow, {at.path for at in loud}) if flow.uncalled and loud else {}
    idle = _idle({inside[at] for at in loud & inside.keys()}, reader)
    return [_less(one, inside[one.at]) if inside.get(one.at) in idle else one for one in found]


def _inside(flow: Flow, paths: set[str]) -> dict[Location, Uncalled]:
    """Where something happens in functions that nobody calls, with the function."""
    units = {one.unit: one for one in flow.uncalled if one.path in paths}
    found = {}
    for act in flow.acts:
        one = units.get(act.unit)
        own = one is not None and act.place.path == one.path
        if one is not None and own and one.first_line <= line_of(act.place.pos) <= one.last_line:
            found[flow.locate(act.place)] = one
    return found


def _less(one: Finding, function: Uncalled) -> Finding:
    said = f" Nothing here calls {function.name!r}, in which this stands: as it is, no run of the file comes to it."
    return replace(one, severity=min(one.severity, Severity.MEDIUM), issue=one.issue + said)


def _idle(functions: set[Uncalled], reader: Reader) -> set[Uncalled]:
    """The functions that are named once, where they are defined, in files of no package that no other file uses."""
    files = reader.tree.paths()
    left = {one for one in functions if _stands_alone(one, reader, files)}
    for path, text in reader.plain(_naming(files, left)) if left else ():
        left = {one for one in left if path == one.path or not _uses(text, one)}
    return left


def _stands_alone(function: Uncalled, reader: Reader, files: Collection[str]) -> bool:
    if function.name.startswith(_COLLECTED) or str(PurePosixPath(function.path).with_name("__init__.py")) in files:
        return False
    own = b"".join(text for _path, text in reader.plain([function.path]))
    return len(re.findall(_word(function.name), own)) == 1 and b"__all__" not in own


def _naming(files: Iterable[str], functions: set[Uncalled]) -> list[str]:
    """The files that may use one of the functions; of many notebooks those beside them, below the same top folder."""
    notebooks = [path for path in files if path.endswith(".ipynb")]
    if len(notebooks) > _MOST_NOTEBOOKS:
        tops = {one.path.partition("/")[0] for one in functions}
        notebooks = [path for path in notebooks if path.partition("/")[0] in tops]
    return sorted([*(path for path in files if path.endswith(_TEXTS)), *notebooks])


def _uses(text: bytes, function: Uncalled) -> bool:
    """Whether a text imports the module of a function, or names both."""
    module = PurePosixPath(function.path).stem
    if module.encode() not in text or re.search(_word(module), text) is None:
        return False
    imported = re.search(rb"\b(?:from|import)\b[^\n]*" + _word(module), text)
    return imported is not None or re.search(_word(function.name), text) is not None


def _word(name: str) -> bytes:
    return rb"\b" + re.escape(name.encode()) + rb"\b"


__all__ = ["bounded"]
