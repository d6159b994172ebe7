"""The one line through everything: Change → Findings of base and head → what the change did → Decision → Review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mle_reviewer.checks.mapping import drawn
from mle_reviewer.findings.card import Card
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.map import NO_MAP, Map
from mle_reviewer.findings.order import report_order
from mle_reviewer.findings.review import Review, ReviewedChange
from mle_reviewer.judge.case import Case, Judge, Judged
from mle_reviewer.lanes.errand import Lanes, Outcome
from mle_reviewer.policy.comments import MARK
from mle_reviewer.policy.deciding import decide, hiding
from mle_reviewer.policy.ledger import ledger
from mle_reviewer.policy.policy import Policy
from mle_reviewer.review.altering import Altered, all_surfaces, alterations
from mle_reviewer.review.compare import Compared, compare
from mle_reviewer.review.engine import Engine
from mle_reviewer.review.errands import errand_of
from mle_reviewer.review.leads import handed_on, parted
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.losses import besides, losses
from mle_reviewer.review.noticing import NoticingTree
from mle_reviewer.review.rules import Rules, read_rules
from mle_reviewer.review.sides import Side, all_gaps, analyse_both
from mle_reviewer.review.surface import reviewed_change
from mle_reviewer.review.unseen import Unseen
from mle_reviewer.review.waivers import Waivers, faults_of, read_waivers
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.gap import Gap


def _nobody(_stage: str) -> None:
    """Nobody watches."""


# The lanes of a review, once the policy in force and the cards of all checks are known.
LanesUnder = Callable[[Policy, Mapping[str, Card]], Lanes]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a review is run.

    `strict` (CI, or asked for) lets no waiver count that the change itself brings; `results` are test results given;
    `say` is told each stage as it begins. `lanes` gives the existing reviewers their say, under the policy in force.
    `given` says that files were given to lanes, or servers may be asked: those are heard whatever the change is about.
    `leads` has those told as findings that lanes hand on otherwise.
    `judge` reads what no recogniser can decide, where one was asked for.
    """

    jobs: int = 1
    strict: bool = False
    results: tuple[LaneRun, ...] = ()
    lanes: LanesUnder | None = None
    given: bool = False
    leads: bool = False
    today: str = field(default_factory=lambda: date.today().isoformat())  # noqa: DTZ011 - waivers end on local dates
    say: Callable[[str], None] = _nobody
    judge: Judge | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review, and the policy that it was made under."""

    review: Review
    policy: Policy


def review(change: Change, engine: Engine, settings: Settings) -> Reviewed:
    """Review a change: PolicyError when the rules of the base cannot be used, otherwise always a review."""
    files = FileMap.of(change.files)
    change = replace(change, head=NoticingTree(change.head, MARK.encode()))
    rules = read_rules(change, engine.cards, settings.today)
    head, base = analyse_both(change, files, engine, jobs=settings.jobs, say=settings.say)

    surfaces, untold = all_surfaces(change, head, base)
    touched = reviewed_change(change, surfaces, Unseen.unread((*change.gaps, *head.gaps)).paths)
    shows_system = change.base is None or bool(touched.surfaces)
    unsure: Mapping[str, Card] = {} if settings.leads else rules.cards
    system, undrawn = _map(head, drawing=shows_system)
    outcome, changed = Outcome(), Altered()
    if settings.lanes is not None and (shows_system or settings.given):
        changed = alterations(change, head, base) if shows_system else changed
        unparsed = frozenset(gap.path for gap in (*head.gaps, *base.gaps) if gap.stage == "parse")
        sure, _ = parted(head.findings, unsure)
        errand = errand_of(change, touched, replace(head, findings=sure), system)
        errand = replace(errand, only_given=not shows_system, altered=changed.found, unparsed=unparsed)
        outcome = settings.lanes(rules.policy, rules.cards)(errand)
        head, base = head.also(outcome.head), base.also(outcome.base)

    settings.say("deciding")
    told = losses(head, base, files, engine, change.files)
    found = (*head.findings, *told.findings)
    aside = tuple(replace(one, scope="pre-existing") for one in outcome.aside)
    found = (*found, *aside)
    waivers = read_waivers(change, files, found, rules.policy, known=rules.cards, today=settings.today)
    notes, rule_gaps = rules.changes(change, files, waivers)
    gaps = all_gaps(change, head, base, (*told.gaps, *waivers.gaps, *rule_gaps, *outcome.gaps, *untold, *changed.gaps))
    unread = hiding(gaps, files.by_head if change.base else change.head.paths())

    compared = _compared(change, files, head, base, waivers, unread, rules)
    alone = besides(told.findings, compared.findings)
    answers, claims = rules.declared(head.survey.answers if head.survey is not None else (), head.findings)
    findings, silenced = rules.apply(
        (*compared.findings, *aside, *alone, *notes, *claims), waivers, strict=settings.strict
    )
    findings, leads = parted(findings, unsure)
    fixed, _ = rules.weigh(parted(compared.fixed, unsure)[0])
    others = parted(_elsewhere(head, (*findings, *leads), rules), unsure)[0]
    verdicts = () if head.survey is None else ledger((*findings, *others), answers)
    judged = Judged(verdicts)
    if settings.judge is not None and shows_system:
        judged = settings.judge(_case(change, verdicts, findings, system, rules))
    runs = (*settings.results, *outcome.runs)
    named, off = rules.weigh(_scoped(judged.findings, files, whole=change.base is None))
    decision = decide(
        findings := tuple(sorted((*findings, *named), key=report_order)),
        unread=unread,
        lanes=runs,
        touches_ml=bool(touched.surfaces) or change.base is None,
        on_gaps=rules.policy.gaps,
    )
    return Reviewed(
        Review(
            touched,
            decision,
            findings=findings,
            fixed=tuple(sorted(fixed, key=report_order)),
            ledger=judged.ledger,
            lanes=runs,
            briefs=handed_on(outcome.briefs, leads if settings.lanes is not None else (), rules.cards),
            leads=leads,
            gaps=tuple(sorted({*gaps, *undrawn, *judged.gaps})),
            silenced=(*silenced, *off),
            system=system,
        ),
        rules.policy,
    )


def _case(
    change: Change, verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...], system: Map, rules: Rules
) -> Case:
    """What a judge is asked about; what the team has answered for in its policy is settled."""
    changed = {file.path: file.status for file in change.files} if change.base is not None else {}
    settled = frozenset(claim.item for claim in rules.policy.not_applicable)
    return Case(change.head, verdicts, findings, system, changed, settled)


def _scoped(findings: tuple[Finding, ...], files: FileMap, *, whole: bool) -> tuple[Finding, ...]:
    """The faults that a judge names, as those of the change where they stand in a line that it brings."""

    def scoped(finding: Finding) -> Finding:
        lines = files.lines.get(finding.at.path)
        brought = lines is not None and lines.hunk_of_head(finding.at.raw_line or finding.at.line) is not None
        return finding if whole else replace(finding, scope="introduced" if brought else "pre-existing")

    return fingerprinted(map(scoped, findings))


def _map(head: Side, *, drawing: bool) -> tuple[Map, tuple[Gap, ...]]:
    """The system map of head, and what failed on the way."""
    return drawn(head.survey.system) if drawing and head.survey is not None else (NO_MAP, ())


def unfinished(why: str, change: Change | None = None, lanes: tuple[LaneRun, ...] = ()) -> Review:
    """The review that can only say why it could not be completed: a BLOCK."""
    what = ReviewedChange(None, "", "") if change is None else reviewed_change(change, {})
    decision = decide((), unread=(), lanes=lanes, touches_ml=False, incomplete=why)
    return Review(what, decision, lanes=lanes, gaps=() if change is None else change.gaps, incomplete=why)


def _elsewhere(head: Side, findings: tuple[Finding, ...], rules: Rules) -> tuple[Finding, ...]:
    """What stands in files that the change left alone: it decides nothing, but no item is fine where it is violated."""
    said = {one.fingerprint for one in findings}
    weighed, _ = rules.weigh(one for one in head.findings if one.fingerprint not in said)
    return tuple(replace(one, scope="pre-existing") for one in weighed)


def _compared(
    change: Change, files: FileMap, head: Side, base: Side, waivers: Waivers, unread: tuple[Gap, ...], rules: Rules
) -> Compared:
    """What the change did to the findings, those on waivers and the baseline included."""
    passing = frozenset(check for check, card in rules.cards.items() if card.sees == "change")
    unread_before = Unseen.unread(base.gaps)
    unseen, unseen_before = Unseen.behind(unread).and_of(passing), Unseen.behind(base.gaps).and_of(passing)
    whole = change.base is None
    analysed = change.head.paths() if whole else files.by_head
    faults = fingerprinted(faults_of(waivers.head, head.findings, analysed, unseen, whole_tree=whole))
    if whole:
        return Compared((*head.findings, *faults, *rules.forgotten(head.findings, unseen)), ())
    before = faults_of(waivers.base, base.findings, files.by_base, unseen_before, whole_tree=False)
    compared = compare(
        (*base.findings, *fingerprinted(before)), (*head.findings, *faults), files, unseen, unread_before
    )
    return Compared((*compared.findings, *rules.stale(compared.fixed)), compared.fixed)
