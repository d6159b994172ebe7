"""A deployment of a model takes all of the old version away before the new one has answered anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.serving.served import LOCAL, function_roles, served

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="All of a model replaced at once",
    items=("SD6",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Workloads and functions that serve models, whose strategy replaces everything at a time."""
    for one in served(system):
        how = _how(one.manifest)
        if one.production and how is not None and not _bound(one.manifest):
            yield _finding(one.manifest, how, one.proof)
    yield from _called(system)
    for manifest, proof in function_roles(system):
        kind = manifest.one("type")
        if kind is not None and kind.text() == "AllAtOnce" and not LOCAL.search(manifest.path.lower()):
            yield _finding(manifest, kind, proof)


def _called(system: System) -> Iterator[Finding]:
    """Calls that put another model behind a running endpoint, given nothing of how the traffic moves."""
    for sign in system.signed("deploy"):
        default, spread = sign.given("default"), any(name is None for name, _ in sign.call.kwargs)
        if not isinstance(default, Const) or default.value != "at once" or sign.given("traffic") is not None or spread:
            continue
        if system.reached.how(sign.routine) is None:
            continue
        words = Words(
            title=f"`{sign.name.rpartition('.')[2]}` puts every request on the new model at once",
            issue="No deployment configuration is given, so all traffic moves in one step, and no alarm takes it back: "
            "a bad artifact is an outage for all.",
            fix="Pass a deployment configuration with a canary or linear shift and alarms that roll it back.",
        )
        trace = [step_at(system, sign, "replaces all, with no alarm that takes it back")]
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))


def _finding(manifest: Manifest, how: Entry, proof: Step) -> Finding:
    at = manifest.place(how)
    words = Words(
        title=f"`{how.text()}` puts every request on the new model at once",
        issue="There is no moment at which only some requests get the new version: a bad artifact is an outage for "
        "all, and until the new one is loaded nothing answers.",
        fix="Let it roll (`RollingUpdate`, a canary with an analysis, a gradual deployment preference with alarms), or "
        "say beside it why it cannot.",
    )
    return stated(
        CARD, at, words, [proof, Step(at, f"replaces all: {how.text()}")], context=f"strategy of {manifest.name}"
    )


def _how(manifest: Manifest) -> Entry | None:
    strategy, unavailable = manifest.one("strategy"), manifest.one("unavailable")
    if strategy is not None and strategy.text() == "Recreate":
        return strategy
    if unavailable is not None and unavailable.text() == "100%":
        return unavailable
    replicas = manifest.text("replicas")
    if unavailable is not None and replicas not in {"", "0", "1"} and unavailable.text() == replicas:
        return unavailable
    return None


def _bound(manifest: Manifest) -> bool:
    """Whether two versions cannot run side by side: they share a volume, or a device that one pod takes whole."""
    return any("persistentVolumeClaim" in path or "nvidia.com/gpu" in path for path, _entry in manifest.entry.walk())
