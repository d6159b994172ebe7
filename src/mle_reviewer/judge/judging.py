"""Judges a ledger: asks a model area by area, and takes of its answers what holds and what a review may take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from mle_reviewer.findings.card import Area, Confidence, Risk, Severity
from mle_reviewer.findings.checklist import AREAS, ITEMS, TITLES, area_of
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding
from mle_reviewer.judge.case import Case, Judged, Model, UnansweredError
from mle_reviewer.judge.dossier import Dossier, dossier
from mle_reviewer.judge.opinions import Opinion, Refused, opinions
from mle_reviewer.judge.question import INSTRUCTIONS, material, question, second_look
from mle_reviewer.policy.deciding import blocks
from mle_reviewer.reports.map_text import map_as_text
from mle_reviewer.sources.gap import Gap

BUDGET: Final = 600_000  # characters of the dossier: some 170,000 tokens
CHECK: Final = "judged-fault"
_AT_ONCE: Final = 6
_RISKS: Final[dict[str, Risk]] = {
    "PF": "other", "ME": "weak eval", "DL": "data leakage", "TR": "irreproducible training", "EP": "weak eval",
    "SD": "unsafe serving", "MI": "missing monitoring",
}  # fmt: skip


_Replies = list[tuple[str, str | UnansweredError]]


def _nobody(_stage: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class LedgerJudge:
    """Judges with one model. `say` is told each stage as it begins."""

    model: Model
    budget: int = BUDGET
    say: Callable[[str], None] = _nobody

    def __call__(self, case: Case) -> Judged:
        """The case, judged: proven faults and the team's own answers stand, everything else is read."""
        shown = dossier(case.tree, case.system, case.changed, self.budget)
        begins = material(shown, map_as_text(case.system), case.changed)
        asked = {area: _asked(case, area) for area in AREAS}
        asked = {area: verdicts for area, verdicts in asked.items() if verdicts}
        taken: dict[str, Opinion] = {}
        gaps = list(_unseen(shown))
        for area, reply in self._replies(case, begins, asked):
            if isinstance(reply, UnansweredError):
                gaps.append(Gap("", 0, "judge", f"{area} was not judged: {reply}"))
                continue
            read, refused = opinions(reply, [one.item for one in asked[area]], shown.pages)
            taken |= {one.item: one for one in read}
            gaps += map(_untaken, refused)
        self._look_again(begins, shown, taken, gaps)
        ledger = tuple(self._judged(one, taken.get(one.item), case) for one in case.ledger)
        faults = [_fault(taken[one.item]) for one in ledger if _is_new_fault(one)]
        return Judged(ledger, tuple(faults), tuple(gaps))

    def _look_again(self, begins: str, shown: Dossier, taken: dict[str, Opinion], gaps: list[Gap]) -> None:
        """What was answered is tried to be refuted, once, from the same dossier; what does not hold is replaced."""
        if not taken:
            return
        self.say(f"asking {self.model.name} to refute its answers")
        given = [taken[item] for item in ITEMS if item in taken]
        try:
            reply = self.model.answer(INSTRUCTIONS, f"{begins}\n\n{second_look(given)}")
        except UnansweredError as error:
            gaps.append(Gap("", 0, "judge", f"the answers were not looked at a second time: {error}"))
            return
        taken |= {one.item: one for one in opinions(reply, [one.item for one in given], shown.pages)[0]}

    def _replies(self, case: Case, begins: str, asked: dict[str, list[Verdict]]) -> _Replies:
        """One reply an area; the first alone, so that a server that keeps beginnings has read them for the others."""

        def reply(area: str) -> str | UnansweredError:
            self.say(f"asking {self.model.name} about {AREAS[area]}")
            try:
                return self.model.answer(INSTRUCTIONS, f"{begins}\n\n{question(area, asked[area], case.findings)}")
            except UnansweredError as error:
                return error

        from concurrent.futures import ThreadPoolExecutor

        areas = list(asked)
        first = [(area, reply(area)) for area in areas[:1]]
        if first and isinstance(first[0][1], UnansweredError):
            return [(area, first[0][1]) for area in areas]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return [*first, *zip(areas[1:], pool.map(reply, areas[1:]), strict=True)]

    def _judged(self, verdict: Verdict, opinion: Opinion | None, case: Case) -> Verdict:
        if opinion is None or verdict not in _asked(case, area_of(verdict.item)):
            return verdict
        return replace(
            verdict,
            verdict=opinion.verdict,
            grounds=opinion.grounds,
            says=opinion.says,
            next_step=opinion.fix if opinion.verdict == "violated" else opinion.next_step,
            judged_by=self.model.name,
            recognised=verdict.verdict,
        )


def _asked(case: Case, area: str) -> list[Verdict]:
    """The verdicts of an area that reading may change: what a fault that blocks has violated is none of them."""
    blocked = {one.items[0] for one in case.findings if one.items and blocks(one)}
    return [
        one
        for one in case.ledger
        if area_of(one.item) == area
        and one.item not in case.settled
        and not (one.verdict == "violated" and one.item in blocked)
    ]


def _is_new_fault(verdict: Verdict) -> bool:
    """Whether the model alone sees a fault: one that a check has found is a finding already."""
    return bool(verdict.judged_by) and verdict.verdict == "violated" != verdict.recognised


def _fault(opinion: Opinion) -> Finding:
    """A fault that a model sees: a question to the author, shown and never blocking, because nothing proves it."""
    first, *_ = opinion.grounds
    return Finding(
        CHECK,
        cast("Area", area_of(opinion.item)),
        Severity.MEDIUM,
        Confidence.LOW,
        _RISKS[area_of(opinion.item)],
        (opinion.item,),
        (),
        first.at,
        f"{opinion.item} {TITLES[opinion.item]}: {first.says}",
        opinion.says,
        opinion.fix or opinion.next_step or "Look at the places of the trace.",
        opinion.grounds,
        context=f"{opinion.item} {first.says}",
        may_block=False,
    )


def _unseen(shown: Dossier) -> Sequence[Gap]:
    """What of the tree the model did not see."""
    gaps = []
    for paths, how in ((shown.left_out, "did not fit into the dossier"), (shown.cut, "stood in the dossier in part")):
        if paths:
            some = ", ".join(paths[:3])
            more = f" and {len(paths) - 3:,} more" if len(paths) > 3 else ""  # noqa: PLR2004 - as many as are named
            gaps.append(Gap("", 0, "judge", f"{len(paths):,} documents {how}: {some}{more}"))
    return gaps


def _untaken(refused: Refused) -> Gap:
    return Gap(
        "", 0, "judge", f"{refused.item} stands as it was recognised: the model's answer was not taken, {refused.why}"
    )
