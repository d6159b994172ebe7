"""A call uses a name or a parameter that the pinned version of its library does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.releases import NOTES
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.libraries.releases import Mismatch, mismatches
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Call of another version of a library",
    items=("TR1",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="documentation-lookup",
)
_MOST: Final = 20  # further places that are shown


def find(system: System) -> Iterator[Finding]:
    """Names that every stated version of a library lacks, each with all its uses; what is about to go, as a note."""
    together: dict[tuple[str, str, str, int], list[Mismatch]] = {}
    for one in mismatches(system):
        key = (one.use.name, one.use.release.parameter, one.pin.path, one.pin.line)
        together.setdefault(key, []).append(one)
    for uses in together.values():
        places = {system.at(one.use.routine, one.use.pos): one for one in uses}
        (at, one), *others = places.items()
        release = one.use.release
        stands = f"{one.pin.name} {one.pin.specifier}".strip()
        trace = [
            Step(location(one.pin.path, one.pin.line), f"`{stands}` is what the project asks for"),
            Step(at, f"{_what(one)} {_fate(one)}"),
            *(Step(other, "used here too") for other, _ in others[:_MOST]),
        ]
        if len(others) > _MOST:
            trace.append(Step(others[_MOST][0], f"and at {len(others) - _MOST} places from here on"))
        context = f"{system.source(one.use.routine, one.use.pos)} {release.parameter}"
        severity = Severity.LOW if release.change == "deprecated" else Severity.MEDIUM
        yield stated(CARD, at, _words(one, stands, len(places)), trace, context=context, severity=severity)


def _what(one: Mismatch) -> str:
    name = ".".join(one.use.name.split(".")[-2:])
    return f"`{one.use.release.parameter}` of `{name}`" if one.use.release.parameter else f"`{name}`"


def _fate(one: Mismatch) -> str:
    release = one.use.release
    if release.change == "added":
        return f"came with {release.library} {release.version}"
    if release.change == "deprecated":
        return f"is deprecated since {release.library} {release.version}"
    back = f" (until {release.until})" if release.until else ""
    return f"was removed in {release.library} {release.version}{back}"


def _words(one: Mismatch, stands: str, count: int) -> Words:
    release = one.use.release
    times = f" ({count} places)" if count > 1 else ""
    lines = "this line ends" if count == 1 else "each of these lines ends"
    if release.change == "deprecated":
        consequence = "It still works, and a later upgrade of the library breaks it."
    else:
        error = "a TypeError" if release.parameter else "an AttributeError or ImportError"
        consequence = (
            f"With what `{one.pin.path}` installs {lines} in {error}. Where it works for somebody, another "
            "version is installed there than the one that is written down, and results cannot be repeated from it."
        )
    return Words(
        title=f"{_what(one)} {_fate(one)}, and `{stands}` is asked for{times}",
        issue=f"{_what(one)} {_fate(one)} ({NOTES[release.library]}). {consequence}",
        fix=f"Write {release.instead} instead, or pin a version that has it, and run the code once with what is pinned."
        if release.instead != "nothing"
        else "Leave it out, and run the code once with what is pinned.",
    )
