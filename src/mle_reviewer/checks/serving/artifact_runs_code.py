"""A committed artifact runs something when it is loaded that no model needs: a process, a download, an evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.system import System

if TYPE_CHECKING:  # importing the readers takes longer than most trees, which hold no artifact, need
    from mle_reviewer.probes.notes import How, Run
    from mle_reviewer.probes.probe import Probe

CARD = Card(
    area="SD",
    title="Artifact that runs code when it is loaded",
    items=("SD5",),
    severity=Severity.CRITICAL,
    risk="unsafe serving",
    sees="system",
    lane="security-reviewer",
    read=(92, 93),
    security=True,
)
_SAYS: Final[dict[How, str]] = {
    "called": "is called while the file is loaded",
    "handed": "is handed to what may call it while the file is loaded",
    "imported": "is imported while the file is loaded",
    "hidden": "is called under a name that the file does not state",
    "brought": "is called, with code that the file brings along",
    "spelled": "stands as an instruction in bytes that are not read as the model",
    "layer": "is used by code inside a layer",
    "template": "stands in a template, which is run for each conversation",
    "outside": "is read when the model is loaded",
}
_TITLES: Final[dict[How, str]] = {
    "called": "The artifact runs `{name}` when it is loaded",
    "outside": "The model reads `{name}`, outside its folder",
}
_SURE: Final[frozenset[How]] = frozenset({"called", "handed", "imported", "outside"})
_MOST: Final = 5


def find(system: System) -> Iterator[Finding]:
    """Artifacts that call, import or carry what is known to run code; names that nobody knows are no finding."""
    for probe in system.probes:
        if probe.runs:
            yield _found(probe)


def _found(probe: Probe) -> Finding:
    first = probe.runs[0]
    others = f" (and {len(probe.runs) - 1} more)" if len(probe.runs) > 1 else ""
    words = Words(
        title=_TITLES.get(first.how, "The artifact holds `{name}`, which runs code").format(name=first.name),
        issue=f"`{first.name}`{others} {_SAYS[first.how]}: it {first.why}. No model needs that. Whoever loads the "
        "file, in training, in a test or in the service, runs it with their rights, data and credentials."
        if first.how != "outside"
        else f"`{first.name}`{others} {_SAYS[first.how]}: it {first.why}. Whoever loads the model reads that file with "
        "their rights, and on another machine it is another file, or none.",
        fix="Do not load the file. Find out where it came from, remove it from the history, and make the artifact "
        "anew from code you know, in a format that holds no code (safetensors, ONNX, skops)."
        if first.how != "outside"
        else "Keep the weights beside the model, under a relative name that stays in its folder.",
    )
    at = Location(probe.path, 1, end_line=1, raw_line=1)
    return stated(
        CARD,
        at,
        words,
        [Step(at, _says(run)) for run in probe.runs[:_MOST]],
        context=f"{first.name} in {probe.path}",
        severity=_severity(probe),
        confidence=Confidence.HIGH if first.how in _SURE else Confidence.MEDIUM,
    )


def _severity(probe: Probe) -> Severity:
    ways = {run.how for run in probe.runs}
    if ways & {"called", "handed"}:
        return Severity.CRITICAL
    return Severity.MEDIUM if ways == {"outside"} else Severity.HIGH


def _says(run: Run) -> str:
    where = f"{run.member}, byte {run.offset}" if run.member else f"byte {run.offset}"
    return f"{where}: `{run.name}` {_SAYS[run.how]}"
