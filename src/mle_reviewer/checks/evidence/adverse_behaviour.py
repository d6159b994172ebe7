"""PF7: adversaries, incentives, selective disclosure, shift and feedback, as far as a note thought of them."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.budgets import latest
from mle_reviewer.system.system import System

ITEM = "PF7"
_KINDS = ("adversarial", "incentives", "selective_disclosure", "shift", "feedback", "feedback_loop")
_SECTIONS = ("risks", "bias, risks, and limitations", "ethical considerations", "ethics", "failure modes",
             "adversarial behaviour", "adversarial behavior", "distribution shift", "feedback loops",
             "threat model")  # fmt: skip


def answer(system: System) -> Answer:
    """Risks that a note names leave the question whether the others were thought of."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    own = [note for note in system.notes if note.kind in {"model card", "brief"}]
    fields = tuple(f"risks.{kind}" for kind in _KINDS)
    named = said(latest(system), fields=fields)
    found = [evidence(ITEM, one.at, f"{one.name.replace('_', ' ')}: {one.text}") for one in named]
    found += [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in said(own, titles=_SECTIONS)]
    if not found:
        return Answer(
            ITEM,
            looked_for="`risks:` in iteration notes, sections on risks in cards and briefs",
            next_step="Fill in `risks: {adversarial, incentives, selective_disclosure, shift, feedback}` in "
            "docs/iterations/0001.md, each with a sentence or `n/a: reason`.",
        )
    question = (
        "Do these risks cover adversaries, incentives, selective disclosure, shift and feedback as far as they matter?"
    )
    return Answer(ITEM, evidence=tuple(found), question=question)
