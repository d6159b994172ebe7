"""The approval criteria: findings, gaps and test runs to one decision with its reasons and follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from mle_reviewer.findings.card import Confidence, Risk, Severity
from mle_reviewer.findings.decision import Decision, DecisionWord
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.words import DECIDING, RISKS
from mle_reviewer.policy.policy import OnGaps
from mle_reviewer.sources.gap import Gap

TESTS_NOT_RUN: Final = (
    "Tests not run: give the results of the project's tests with --junit FILE, or have them run in a copy with --run."
)
# What could not be read at all; a step that could not be followed is shown as a gap and leaves the rest sound.
_UNREAD = frozenset({"read", "parse", "check"})


def decide(
    findings: Sequence[Finding],
    *,
    unread: Sequence[Gap],
    lanes: Sequence[LaneRun],
    touches_ml: bool,
    on_gaps: OnGaps = "warn",
    incomplete: str = "",
) -> Decision:
    """The decision. `unread` are the gaps that hide a part of the change (see `hiding`)."""
    deciding = [finding for finding in findings if decides(finding)]
    blockers = [finding for finding in deciding if blocks(finding)]
    warnings = [finding for finding in deciding if not blocks(finding) and finding.severity > Severity.LOW]
    failed = [lane for lane in lanes if lane.proves_tests and lane.status == "failed"]
    because = _other_blocks(failed, unread if on_gaps == "block" else (), incomplete)
    tested = any(lane.proves_tests and lane.status == "passed" for lane in lanes)
    untested = (touches_ml or bool(findings)) and not tested and not failed
    verdict: DecisionWord = "APPROVE"
    if blockers or because:
        verdict = "BLOCK"
    elif warnings or unread or untested:
        verdict = "APPROVE WITH WARNINGS"
    causes = blockers or warnings
    return Decision(
        verdict,
        reasons=tuple(finding.fingerprint for finding in causes),
        because=because,
        primary_risks=_risks([*blockers, *warnings], otherwise=bool(because)),
        follow_ups=tuple(dict.fromkeys(_follow_ups(warnings, unread, untested=untested))),
    )


def decides(finding: Finding) -> bool:
    """Whether the finding has a say: introduced, worsened or (reviewing a whole tree) present, and not waived."""
    return finding.scope in DECIDING and not (finding.waived and finding.waived.counts)


def blocks(finding: Finding) -> bool:
    """Whether a deciding finding blocks: grave, and proven well enough. A doubtful grave one is a question."""
    return finding.may_block and finding.severity >= Severity.HIGH and finding.confidence >= Confidence.MEDIUM


def is_question(finding: Finding) -> bool:
    """Whether a finding asks the author instead of telling: it would be grave, but the proof is thin."""
    return finding.severity >= Severity.HIGH and finding.confidence == Confidence.LOW


def hiding(gaps: Iterable[Gap], changed: Collection[str]) -> tuple[Gap, ...]:
    """The gaps that hide a part of what is under review: unread changed files, and checks that failed."""
    return tuple(gap for gap in gaps if gap.stage in _UNREAD and (gap.path in changed or gap.stage == "check"))


def _other_blocks(failed: Sequence[LaneRun], unread: Sequence[Gap], incomplete: str) -> tuple[str, ...]:
    because = [f"the review could not be completed: {incomplete}"] if incomplete else []
    because += [f"tests fail: {lane.why}" for lane in failed]
    because += [f"{gap.path or 'a part of the change'} could not be reviewed: {gap.why}" for gap in unread]
    return tuple(because)


def _risks(findings: Sequence[Finding], *, otherwise: bool) -> tuple[Risk, ...]:
    named = {finding.risk for finding in findings}
    if not named and otherwise:
        return ("other",)
    return tuple(risk for risk in RISKS if risk in named)


def _follow_ups(warnings: Sequence[Finding], unread: Sequence[Gap], *, untested: bool) -> Iterable[str]:
    for finding in warnings:
        if is_question(finding):
            yield f"{finding.at}: is it so that {_as_clause(finding.title)}? If it is: {finding.fix}"
        else:
            yield f"{finding.at}: {finding.fix}"
    for gap in unread:
        place = gap.path if gap.line <= 1 else f"{gap.path}:{gap.line}"
        if place:
            yield f"{place} could not be reviewed ({gap.why}): read it by hand, or make it readable and review again."
        else:
            yield f"A part of the review did not run ({gap.why}): read the change by hand for what it would have said."
    if untested:
        yield TESTS_NOT_RUN


def _as_clause(title: str) -> str:
    """A title as the inside of a sentence: names keep their capitals."""
    first, _, rest = title.partition(" ")
    return f"{first.lower() if first.istitle() and first.isalpha() else first} {rest}".strip()
