"""The lanes of a review: those that it brings up, what their tools say, and briefs where nothing can serve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.card import Card
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.lane import LANES, LaneRun
from mle_reviewer.findings.words import counted
from mle_reviewer.lanes.ci.asking import state_of_ci
from mle_reviewer.lanes.diagnosing.commands import commands_run
from mle_reviewer.lanes.diagnosing.looking import looked_at
from mle_reviewer.lanes.diagnosing.testing import tests_run
from mle_reviewer.lanes.errand import Errand, Lanes, Outcome
from mle_reviewer.lanes.given import Taken
from mle_reviewer.lanes.merging import merged, subject_key
from mle_reviewer.lanes.roster.all import lanes
from mle_reviewer.lanes.running import Called, called
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.sources.change import Change

if TYPE_CHECKING:
    from mle_reviewer.lanes.lane import Lane


def composed(settings: LaneSettings, cards: Mapping[str, Card]) -> Lanes:
    """The lanes under these settings; `cards` say which checks of the review serve which lane."""
    serving: dict[str, list[str]] = {}
    for check, card in sorted(cards.items()):
        if card.lane is not None:
            serving.setdefault(card.lane, []).append(check)

    of_notebooks = frozenset(check for check, card in cards.items() if card.sees == "notebook")

    def outcome(errand: Errand) -> Outcome:
        up = [
            (lane, steps)
            for lane in (() if errand.only_given else lanes())
            if not settings.leaves_out(lane.name) and (steps := lane.comes_up(errand))
        ]
        calls, gaps = called([lane for lane, _ in up], errand, settings)
        head, base, told = _merged(calls, errand)
        taken = _taken(errand, settings)
        given = fingerprinted(taken.findings)
        aside = tuple(one for one in given if not _has_part(errand, one))
        head, told = (*head, *(one for one in given if one not in aside)), (*told, *taken.runs)
        own = [_own(lane.name, serving[lane.name], errand) for lane, _ in up if lane.name in serving]
        alone = {lane.name for lane, _ in up if not lane.tools}  # what own checks serve whole
        served = {run.lane for run in told if run.ran} | {run.lane for run in own if run.lane in alone}
        briefs = [
            _brief(lane, steps, errand, told) for lane, steps in up if lane.always_briefs or lane.name not in served
        ]
        told = (*told, *_unasked(settings, {run.tool for run in told} | {run.lane for run in (*told, *own)}))
        order = {name: number for number, name in enumerate(LANES)}
        ordered = sorted((*told, *own), key=lambda run: order.get(run.lane, -1))
        if errand.only_given:
            return Outcome(head, base, aside, tuple(ordered), gaps=(*gaps, *taken.gaps))
        tests, missing = tests_run(errand, settings)
        commands, lacking = commands_run(errand, settings)
        runs = (*tests, *commands, *looked_at(errand, of_notebooks), *ordered)
        return Outcome(
            head,
            base,
            aside,
            runs,
            tuple(brief for brief in briefs if brief.questions),
            (*gaps, *taken.gaps, *missing, *lacking),
        )

    return outcome


def _taken(errand: Errand, settings: LaneSettings) -> Taken:
    """What the files say that the user gives to lanes, whether the change brings those up or not."""
    some = [
        reader(settings.given[kind], errand)
        for lane in lanes()
        if not settings.leaves_out(lane.name)
        for kind, reader in sorted(lane.given.items())
        if settings.given.get(kind)
    ]
    causes = {job.lower(): says for one in some for job, says in one.causes}
    some.append(state_of_ci(errand, settings, causes))
    return Taken(
        tuple(finding for one in some for finding in one.findings),
        tuple(run for one in some for run in one.runs),
        tuple(gap for one in some for gap in one.gaps),
    )


def _unasked(settings: LaneSettings, told: Collection[str]) -> Iterator[LaneRun]:
    """A run for each lane or tool that the user named and that this change has nothing for."""
    for lane in lanes():
        for name in (lane.name, *(tool.name for tool in lane.tools)):
            if name in settings.asked and name not in told:
                why = f"asked for, but the change holds nothing for {lane.name}"
                yield LaneRun(lane.name, name, name, "skipped", why)


def _own(lane: str, checks: list[str], errand: Errand) -> LaneRun:
    """The review's own checks that serve a lane, as a run of it: what they found in the files under review."""
    reviewed = {file.path for file in errand.reviewed()}
    found = sum(finding.check in checks and finding.at.path in reviewed for finding in errand.findings)
    named = f"{counted(len(checks), 'check')} of this review"
    why = f"{found:,} found in the files under review" if found else "nothing found"
    return LaneRun(lane, "mle-reviewer", named, "failed" if found else "passed", why, findings=found)


def _brief(lane: Lane, steps: tuple[Step, ...], errand: Errand, told: Iterable[LaneRun]) -> Brief:
    skipped = "; ".join(f"{run.tool}: {run.why}" for run in told if run.lane == lane.name and not run.ran)
    why = steps[0].says if not skipped else f"{steps[0].says} ({skipped})"
    return Brief(lane.name, why, steps, lane.asks(errand))


def _merged(
    runs: Iterable[Called], errand: Errand
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[LaneRun, ...]]:
    """The findings of both sides, none told twice, and the runs with their counts."""
    head: list[Finding] = []
    base: list[Finding] = []
    told: list[LaneRun] = []
    named: dict[str, set[tuple[str, int, str]]] = {"head": set(), "base": set()}
    for run in runs:
        findings, repeated = 0, 0
        if run.head is not None:
            ours = merged(
                run.tool, run.head.faults, errand.change.head, errand.findings, named["head"], errand.unparsed
            )
            findings, repeated = len(ours.findings), ours.repeated
            named["head"] |= {subject_key(fault) for fault in run.head.faults if fault.subject}
            found, before = ours.findings, _before(run, errand, named["base"])
            if before is None:  # without the other side, what the change brings is what stands in its lines
                found = tuple(one for one in found if _in_change(one, errand.change))
                findings = len(found)
            head += found
            base += before or ()
        told.append(run.told(findings, repeated))
    return fingerprinted(head), fingerprinted(base), tuple(told)


def _before(run: Called, errand: Errand, named: set[tuple[str, int, str]]) -> tuple[Finding, ...] | None:
    """The tool's findings in base; None where it has not seen all of one of both sides."""
    if errand.change.base is None:
        return ()
    if run.base is None or "incomplete" in {run.base.status, run.head.status if run.head is not None else ""}:
        return None
    found = merged(run.tool, run.base.faults, errand.change.base, (), named, errand.unparsed)
    named |= {subject_key(fault) for fault in run.base.faults if fault.subject}
    return found.findings


def _has_part(errand: Errand, finding: Finding) -> bool:
    """Whether the change may have brought what a log says: it wrote the place, a step to it, or code that runs there.

    No log tells how the same job went without the change. What stands in a file that the change neither touches nor
    comes to is not called its doing.
    """
    if errand.whole:
        return True
    changed = {file.path for file in errand.change.files}
    return any(at.path in changed or at.path in errand.reached for at in (finding.at, *(s.at for s in finding.trace)))


def _in_change(finding: Finding, change: Change) -> bool:
    if change.base is None:
        return True
    line = finding.at.raw_line or finding.at.line
    return any(
        hunk.new_start <= line < hunk.new_start + max(hunk.new_count, 1)
        for file in change.files
        if file.path == finding.at.path
        for hunk in file.hunks
    )
