"""The libraries that compute a model are installed in whatever version is newest on the day of the build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.pinning import Floating, floating
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Unpinned libraries of a model",
    items=("SD5",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Documents and commands that install modelling libraries without a version, where models are trained or served."""
    served = bool(system.roles.serves)
    for one in floating(system):
        found = stated(
            CARD,
            location(one.path, one.line),
            _words(one),
            _trace(system, one),
            context=f"{one.path} {one.names}",
            severity=Severity.MEDIUM if one.models else Severity.LOW,
        )
        # what is served: the ledger names what is loose as an open part of packaging, and no more than that
        yield replace(found, items=() if served else ("TR1",))


def _words(one: Floating) -> Words:
    models = ", ".join(dict.fromkeys(each.name for each in one.models)) or one.names
    where = f"the image of `{one.installed[0].image}`" if one.installed and one.installed[0].image else "every install"
    return Words(
        title=f"{models} {'is' if ',' not in models else 'are'} installed in no exact version",
        issue=f"`{one.path}` names no exact version of {one.names}, and no lock file stands beside it: {where} takes "
        "what is newest that day. A model saved with another version fails to load or answers differently, and no run "
        "can be repeated.",
        fix="State exact versions (`==`), or keep a lock file (uv, poetry, pip-compile) and install from it.",
    )


def _trace(system: System, one: Floating) -> list[Step]:
    steps = [Step(location(one.path, one.line), f"any version of {one.names} will do")]
    steps += [
        Step(location(each.path, each.line), f"`{each.path}` installs it")
        for each in one.installed[:2]
        if (each.path, each.line) != (one.path, one.line)
    ]
    steps += [Step(system.where(path, pos), says) for path, pos, says in one.used]
    return steps
