"""Words and groupings that every report for people shares: places, outcomes, what is folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.checklist import area_of
from mle_reviewer.findings.evidence import VERDICTS, Verdict
from mle_reviewer.findings.finding import Finding, Waived
from mle_reviewer.findings.lane import LANES, NOT_USED, NOTHING_TO_READ, LaneRun, is_tool_rule
from mle_reviewer.findings.review import Review
from mle_reviewer.findings.words import CONFIDENCES, DECIDING, counted
from mle_reviewer.policy.deciding import is_question
from mle_reviewer.policy.ledger import blockers_found
from mle_reviewer.reports.plain import shown
from mle_reviewer.sources.gap import Gap

_Entry = TypeVar("_Entry")
RISK_SEPARATOR = " | "
_COMMANDS = frozenset({"DC1", "DC2", "DC3", "DC4"})  # diagnostics that a person would type


@dataclass(frozen=True, slots=True)
class Groups:
    """A review's findings, by what a reader does with them; `notes` are mild ones of the lanes' tools."""

    deciding: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    baselined: tuple[Finding, ...]
    pre_existing: tuple[Finding, ...]


def grouped(review: Review) -> Groups:
    """Those that decide, are waived, known, or were there before; a waiver without effect changes nothing."""
    effective = [f.waived.by if f.waived is not None and f.waived.counts else "" for f in review.findings]
    pairs = list(zip(review.findings, effective, strict=True))
    return Groups(
        deciding=tuple(f for f, by in pairs if not by and f.scope in DECIDING and not _is_note(f)),
        notes=tuple(f for f, by in pairs if not by and f.scope in DECIDING and _is_note(f)),
        waived=tuple(f for f, by in pairs if by and by != "baseline"),
        baselined=tuple(f for f, by in pairs if by == "baseline"),
        pre_existing=tuple(f for f, by in pairs if not by and f.scope not in DECIDING),
    )


def _is_note(finding: Finding) -> bool:
    return finding.severity == Severity.LOW and is_tool_rule(finding.check)


def folded(entries: Sequence[_Entry], most: int) -> tuple[Sequence[_Entry], int]:
    """The first of a long list, and how many are left. One more than fits is shown rather than counted."""
    return (entries, 0) if len(entries) <= most + 1 else (entries[:most], len(entries) - most)


def shows_checklist(review: Review) -> bool:
    """Whether the checklist is shown: of a whole tree, and where a change touches a machine-learning system."""
    return bool(review.ledger) and (review.change.base is None or bool(review.change.surfaces))


def by_area(ledger: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts of each area of the checklist, in its order."""
    areas: dict[str, list[Verdict]] = {}
    for verdict in ledger:
        areas.setdefault(area_of(verdict.item), []).append(verdict)
    return areas


def counts(ledger: Iterable[Verdict]) -> str:
    """How many items got which verdict: `1 violated, 2 no-evidence`; what asks for something stands first."""
    words = [verdict.verdict for verdict in ledger]
    return ", ".join(f"{words.count(word):,} {word}" for word in VERDICTS if word in words)


def folded_counts(verdicts: Sequence[Verdict]) -> str:
    """The counts of one area; items for which nothing was found, or nothing could be read, are named by their ids."""
    words = [verdict.verdict for verdict in verdicts]
    parts = []
    for word in VERDICTS:
        items = tuple(dict.fromkeys(one.item for one in verdicts if one.verdict == word))
        named = f" ({_ranges(items)})" if items and word in {"no-evidence", "not-scanned"} else ""
        parts += [f"{words.count(word):,} {word}{named}"] if items else []
    return ", ".join(parts)


def _ranges(items: Sequence[str]) -> str:
    """`SD1, SD3-5`: items of one area, those in a row together."""
    numbers = [int(item.removeprefix(area_of(item))) for item in items]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    area = area_of(items[0])
    return ", ".join(f"{area}{run[0]}" if len(run) == 1 else f"{area}{run[0]}-{run[-1]}" for run in runs)


def item_words(verdict: Verdict) -> str:
    """The item, and the model where there are several."""
    return verdict.item if verdict.model is None else f"{verdict.item} ({shown(verdict.model)})"


def judge_words(review: Review) -> str:
    """Which verdicts are a language model's reading, and of which model; "" where none is."""
    items = [one for one in review.ledger if one.judged_by]
    if not items:
        return ""
    other = sum(one.recognised != one.verdict for one in items)
    doubted = [one.item for one in items if one.recognised == "violated" != one.verdict]
    whose = f"{len(items)} of {len(review.ledger)} verdicts are the reading of {shown(items[0].judged_by)}"
    doubts = f"; it does not see the faults found for {', '.join(doubted)}, which stand" if doubted else ""
    return f"{whose}, {other} of them other than what was recognised{doubts}"


def ground_words(verdict: Verdict) -> str:
    """The first ground with its place; without one, what the verdict says."""
    if not verdict.grounds:
        return shown(verdict.says)
    first = verdict.grounds[0]
    missing = f"; {shown(verdict.says)}" if verdict.verdict in {"partial", "needs-judgement"} and verdict.says else ""
    return f"{shown(str(first.at))} {shown(first.says)}{missing}"


def blocker_words(review: Review) -> str:
    """The common blockers that were found, by name."""
    return "; ".join(f"{one.id} {one.says}" for one in blockers_found(review.findings))


def touches_nothing(review: Review) -> bool:
    """Whether there is no more to say than that the change has nothing to do with machine learning."""
    quiet = not (review.findings or review.fixed or review.gaps or review.silenced or review.incomplete)
    return quiet and review.change.base is not None and not review.change.surfaces


def what_was_reviewed(review: Review) -> str:
    """One line: what was compared, how it was found, how much it is, and what it touches."""
    change = review.change
    how = shown(change.how)
    if review.incomplete:
        return f"Not completed: {how}"
    if change.base is None:
        return f"Reviewed {how}: {counted(change.tree_files, 'file')}"
    changed = counted(len(change.files), "changed file")
    if not change.surfaces:
        return f"Reviewed {how}: {changed}, no machine-learning surface touched"
    return f"Reviewed {how}: {changed}, touching {', '.join(change.surfaces)}"


def check_line(finding: Finding) -> str:
    """`fit-before-split · confidence high · introduced`, with what is special about it."""
    parts = [finding.check, f"confidence {CONFIDENCES[finding.confidence]}", finding.scope]
    if is_question(finding):
        parts.append("a question to the author, does not block")
    if finding.waived is not None and not finding.waived.counts:
        parts.append(f"a waiver that this change brings does not count here ({shown(finding.waived.reason)})")
    return " · ".join(parts)


def waiver_words(waived: Waived) -> str:
    """Why a finding is waived, where that stands and until when."""
    until = f", until {waived.until}" if waived.until else ""
    new = ", new in this change" if waived.new else ""
    return f"{shown(waived.reason)} ({waived.by} at {shown(str(waived.at))}{until}{new})"


def gap_words(gap: Gap) -> str:
    """Where a gap is, and why."""
    place = gap.path if gap.line <= 1 else f"{gap.path}:{gap.line}"
    return f"{shown(place)}: {shown(gap.why)}" if gap.path else shown(gap.why)


def tests_run(lanes: Iterable[LaneRun]) -> str:
    """Commands and outcomes of tests and diagnostics, or that there were none."""
    asked = [lane for lane in lanes if _is_closing(lane)]
    return "; ".join(f"{shown(lane.command)}: {lane.status} ({shown(lane.why)})" for lane in asked) or "none"


def lane_lines(review: Review) -> tuple[str, ...]:
    """What a reader needs of the lanes: what tools and checks said, lane by lane; what is quiet or unused in one line.

    Tools that had nothing to read are in the JSON report alone.
    """
    lines = []
    for name in ("tests", "diagnostics", *LANES):
        runs = [run for run in review.lanes if run.lane == name and (name in LANES or not _is_closing(run))]
        by_outcome: dict[str, list[str]] = {}
        for run in runs:
            if not _is_quiet(run) and run.why not in (NOT_USED, NOTHING_TO_READ):
                by_outcome.setdefault(f"{run.status} ({shown(run.why)})", []).append(_tool_words(run))
        words = [f"{', '.join(tools)} {outcome}" for outcome, tools in by_outcome.items()]
        lines += [f"{name}: {'; '.join(words)}"] if words else []
    quiet = [run for run in review.lanes if _is_quiet(run)]
    named = ", ".join(f"{run.lane} ({run.command.partition(' ')[0]})" for run in quiet)
    lines += [f"nothing found by the checks of this review for {named}"] if quiet else []
    unused = dict.fromkeys(shown(run.tool) for run in review.lanes if run.why == NOT_USED)
    lines += [f"not used by the project: {', '.join(unused)}"] if unused else []
    lines += [_leads(review.leads)] if review.leads else []
    briefed = [brief.lane for brief in review.briefs]
    lines += [f"handed on (--briefs DIR writes what to look at and ask): {', '.join(briefed)}"] if briefed else []
    return tuple(lines)


def _leads(leads: Iterable[Finding]) -> str:
    checks = Counter(one.check for one in leads)
    named = ", ".join(f"{check} ({number:,})" for check, number in sorted(checks.items()))
    return f"leads, not sure enough to be findings (--leads tells them): {named}"


def _is_quiet(run: LaneRun) -> bool:
    """Whether it is the run of checks of our own, which found nothing."""
    return run.tool == "mle-reviewer" and run.status == "passed"


def _is_closing(run: LaneRun) -> bool:
    """Whether the closing block tells the run already."""
    return run.ran and (run.proves_tests or run.tells_ci or run.diagnostic in _COMMANDS)


def _tool_words(run: LaneRun) -> str:
    version = f" {shown(run.version)}" if run.version else ""
    return shown(run.command) if run.tool == "mle-reviewer" else f"{shown(run.tool)}{version}"


def primary_risks(review: Review) -> str:
    """The risks, as the closing block has them."""
    return RISK_SEPARATOR.join(review.decision.primary_risks) or "none"
