"""Functions of scripts that nothing calls: a fault in one of them is told, but no run of the script commits it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.program.code import line_of
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.flow.facts.acts import Place
    from mle_reviewer.flow.machine.following import Flow
    from mle_reviewer.flow.machine.units import Uncalled
    from mle_reviewer.program.reading import Reader

_TEXTS: Final = (".py", ".toml", ".cfg", ".ini", ".yaml", ".yml", ".sh")
_MOST_NOTEBOOKS: Final = 300  # notebooks that are read whole to learn whether they use a script
_TRIALS: Final = frozenset({"fit", "score", "predict"})
_COLLECTED: Final = "test"  # what a test runner finds by its name begins with it


def bounded(found: Sequence[Finding], flow: Flow, reader: Reader) -> list[Finding]:
    """The same findings; those in functions that no run of a script ever reaches are medium at most.

    In a module that others import, or in a package, such a function is for whoever calls it: there nothing changes.
    """
    loud = [one for one in found if one.severity > Severity.MEDIUM] if flow.uncalled else []
    if not loud:
        return list(found)
    inside, trying = _inside(flow, {step.at.path for one in loud for step in one.trace} | {one.at.path for one in loud})
    within = {one: told for one in loud if (told := inside.get(one.at) or _tried_in(one, trying)) is not None}
    idle = _idle(set(within.values()), flow, reader)
    return [
        _less(one, within[one], "this stands" if one.at in inside else "this is trained or judged")
        if within.get(one) in idle else one for one in found
    ]  # fmt: skip


def _inside(flow: Flow, paths: set[str]) -> tuple[dict[Location, Uncalled], dict[Location, Uncalled]]:
    """Where something happens in functions that nobody calls, with the function, and where one trains or judges."""
    units = {one.unit: one for one in flow.uncalled if one.path in paths}
    found, trying = {}, {}
    for act in flow.acts if units else ():
        one = units.get(act.unit)
        if one is not None and _holds(one, act.place):
            found[flow.locate(act.place)] = one
            if act.kind in _TRIALS:
                trying[flow.locate(act.place)] = one
    return found, trying


def _holds(function: Uncalled, place: Place) -> bool:
    return place.path == function.path and function.first_line <= line_of(place.pos) <= function.last_line


def _tried_in(one: Finding, trying: Mapping[Location, Uncalled]) -> Uncalled | None:
    """The function in which what a finding tells of is trained or judged, if nobody calls that."""
    return next((trying[step.at] for step in one.trace if step.at in trying), None)


def _less(one: Finding, function: Uncalled, what: str) -> Finding:
    said = f" Nothing here calls {function.name!r}, in which {what}: as it is, no run of the file comes to it."
    return replace(one, severity=min(one.severity, Severity.MEDIUM), issue=one.issue + said)


def _idle(functions: set[Uncalled], flow: Flow, reader: Reader) -> set[Uncalled]:
    """The functions that are named once, where they are defined, in files that no other file uses.

    Those of a package are for whoever calls them, unless they read a file that they name themselves.
    """
    files = reader.tree.paths()
    left = {one for one in functions if _stands_alone(one, reader)}
    left = {one for one in left if not _in_package(one, files) or _reads(one, flow)}
    for path, text in reader.plain(_naming(files, left)) if left else ():
        left = {one for one in left if path == one.path or not _uses(text, one)}
    return left


def _in_package(function: Uncalled, files: Collection[str]) -> bool:
    return str(PurePosixPath(function.path).with_name("__init__.py")) in files


def _reads(function: Uncalled, flow: Flow) -> bool:
    """Whether a function reads rows under a name that it is not given."""
    record = flow.record
    return any(
        _holds(function, place)
        for act in record.of("load") for place in (act.place, *record.repeated.get(act.number, ()))
    )  # fmt: skip


def _stands_alone(function: Uncalled, reader: Reader) -> bool:
    """Whether a file names a function only where it is defined, but for headings: a call in a comment was made once."""
    if function.name.startswith(_COLLECTED):
        return False
    own = b"".join(text for _path, text in reader.plain([function.path]))
    name = _word(function.name)
    headings = len(re.findall(rb"(?m)^[ \t]*#[^\w\n]*" + name + rb"[ \t#*=-]*$", own))
    return len(re.findall(name, own)) - headings == 1 and b"__all__" not in own


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
