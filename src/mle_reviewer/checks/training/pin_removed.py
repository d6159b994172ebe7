"""A dependency that was installed in one exact version is installed in any version after the change."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.requirements import Pins, form_of, read_requirements
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Pin removed",
    items=("TR1", "TR2"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """Documents of requirements on both sides: packages that were exact, are still asked for, and are exact nowhere."""
    changed = [
        (old, new)
        for old, new in systems.modified("requirements", "toml", "yaml", "json", "other")
        if _states(systems, new)
    ]
    if not changed or _locked(systems.after):
        return
    for old, new in changed:
        was, now = _pins(systems.before, old), _pins(systems.after, new)
        if was.locked or now.locked:
            continue
        for one in now.requirements:
            before = [other for other in was.of(one.name) if other.exact and other.group == one.group]
            if one.exact or not one.name or not before or any(other.exact for other in now.of(one.name)):
                continue
            words = Words(
                title=f"`{one.name}` is no longer pinned",
                issue=f"It was installed as `{one.name}{before[0].specifier}`; now any version that fits "
                f"`{one.specifier or 'anything'}` is: two runs of the same commit may train or serve with different "
                "code, and no lock file says which.",
                fix="Keep the exact version, or commit a lock file that holds it.",
            )
            trace = [
                Step(location(old, before[0].line), f"exact before ({before[0].specifier})"),
                Step(location(new, one.line), f"{one.specifier or 'any version'} now"),
            ]
            yield stated(CARD, trace[-1].at, words, trace, context=f"{one.name} unpinned")


def _states(systems: Systems, path: str) -> bool:
    document = systems.after.document(path)
    return document is not None and bool(form_of(document))


def _pins(system: System, path: str) -> Pins:
    document = system.document(path)
    return Pins() if document is None else read_requirements(document)[0]


def _locked(system: System) -> bool:
    """Whether the repository has a lock file anywhere: then that says what is installed."""
    for path in system.paths:
        name = path.rpartition("/")[2].lower()
        if "lock" in name and (document := system.document(path)) is not None and read_requirements(document)[0].locked:
            return True
    return False
