"""Logs that were given become findings: each failing job's cause at its place in the tree, told once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mle_reviewer.findings.card import Confidence
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.words import counted
from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.failures.choosing import Cause, cause_of
from mle_reviewer.lanes.failures.kinds import kinds
from mle_reviewer.lanes.failures.log import LogError, read_log
from mle_reviewer.lanes.failures.placing import Placed, placed
from mle_reviewer.lanes.failures.rule import SYMPTOM
from mle_reviewer.lanes.given import Taken
from mle_reviewer.lanes.ground import Ground
from mle_reviewer.sources.gap import Gap

_TITLE = 120
_LANES = ("build-error-resolver", "pytorch-build-resolver")


def read_logs(paths: tuple[Path, ...], errand: Errand) -> Taken:
    """The causes of the failures in these logs."""
    ground = Ground(errand.change.head)
    causes: list[Cause] = []
    gaps: list[Gap] = []
    passed = 0
    for path in paths:
        try:
            jobs = read_log(path)
        except LogError as error:
            gaps.append(_gap(path.name, str(error)))
            continue
        for job in jobs:
            cause = cause_of(job)
            if isinstance(cause, Cause):
                causes.append(cause)
            elif cause == "the job passed":
                passed += 1
            else:
                gaps.append(_gap(job.source, f"job {job.name}: {cause}"))
    found: dict[tuple[str, str, int], list[tuple[Cause, Placed]]] = {}
    homeless: list[Cause] = []
    for cause in causes:
        there = placed(cause, ground)
        if there is None:
            homeless.append(cause)
        else:
            key = (cause.said.rule.kind, there.at.path, there.at.line)
            found.setdefault(key, []).append((cause, there))
    gaps += [_gap(one.job.source, f"job {one.job.name}: {one.said.says} (no place in the tree)") for one in homeless]
    findings = [_finding(some, ground) for some in found.values()]
    whys = {one.said.rule.kind: one for one in causes}
    return Taken(tuple(findings), tuple(_runs(paths, causes, findings, passed)) if whys or not gaps or passed else
                 (LaneRun(_LANES[0], "ci-log", _command(paths), "incomplete", "; ".join(gap.why for gap in gaps)),),
                 tuple(gaps), tuple((one.job.name, one.said.says) for one in causes))  # fmt: skip


def _gap(source: str, why: str) -> Gap:
    return Gap("", 0, "run", clean(f"the log {source}: {why}", most=400))


def _command(paths: Iterable[Path]) -> str:
    return clean(" ".join(("logs of CI:", *(path.name for path in paths))), most=200)


def _runs(paths: tuple[Path, ...], causes: list[Cause], findings: list[Finding], passed: int) -> Iterable[LaneRun]:
    for lane in _LANES:
        of_lane = [one for one in causes if kinds()[one.said.rule.kind].card.lane == lane]
        if not of_lane and lane != _LANES[0]:
            continue
        told = "; ".join(dict.fromkeys(f"{one.job.name}: {one.said.says}" for one in of_lane))
        why = clean(told, most=500) or (
            f"{counted(passed, 'job')} passed" if passed else "no failure of this lane's kind"
        )
        count = sum(kinds()[one.check].card.lane == lane for one in findings)
        yield LaneRun(
            lane,
            "ci-log",
            _command(paths),
            "failed" if of_lane else "passed" if passed else "skipped",
            why,
            findings=count,
        )


def _finding(some: list[tuple[Cause, Placed]], ground: Ground) -> Finding:
    cause, there = some[0]
    card = kinds()[cause.said.rule.kind].card
    says = clean(cause.said.says, most=300)
    line = " ".join(" ".join(ground.lines(there.at.path)[there.at.line - 1 : there.at.line]).split())
    title = f"{card.title}: {says}"
    return Finding(
        check=cause.said.rule.kind,
        area=card.area,
        severity=card.severity,
        confidence=Confidence.HIGH if there.exact and cause.said.rule.level < SYMPTOM else Confidence.MEDIUM,
        risk=card.risk,
        items=card.items,
        tags=(),
        at=there.at,
        title=title if len(title) <= _TITLE else f"{title[: _TITLE - 2].rpartition(' ')[0]} …",
        issue=_issue(some),
        fix=clean(cause.said.fix),
        trace=tuple(Step(one.at, clean(one.says, most=200)) for one in there.steps),
        context=f"{line} | {says}",
        may_block=False,
    )


def _issue(some: list[tuple[Cause, Placed]]) -> str:
    cause, _ = some[0]
    names = list(dict.fromkeys(one.job.name for one, _ in some))
    jobs = f"Job {names[0]}" if len(names) == 1 else f"{len(names)} jobs ({', '.join(names[:4])})"
    fails = "fails" if len(names) == 1 else "fail"
    more = (
        f" {counted(cause.others, 'further test')} of the job {'fails' if cause.others == 1 else 'fail'} as well."
        if cause.others
        else ""
    )
    quoted = clean(cause.line.text, most=240).removeprefix("E ").strip()
    running = f" while running {clean(f'`{cause.line.step}`', most=140)}" if cause.line.step else ""
    said = f"{clean(jobs, most=200)} {fails}{running}: {clean(cause.said.says, most=300)}."
    return f"{said} The log says (line {cause.line.number:,} of {clean(cause.job.source, most=80)}): {quoted}{more}"
