"""PF1: whose decision is to change, as a design note says."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import said
from mle_reviewer.system.system import System

ITEM = "PF1"
_DECISION = ("the decision", "decision being changed", "decision to change", "user decision")
_USE = ("intended use", "intended uses", "direct use", "primary intended use", "primary intended uses",
        "intended uses & limitations")  # fmt: skip
_PROBLEM = ("problem", "problem statement", "the problem", "user problem")


def answer(system: System) -> Answer:
    """Evidence are decisions and intended uses that are filled in; a problem without a decision is a part of it."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    own = [note for note in system.notes if note.kind in {"iteration", "model card", "brief"}]
    decided = said(own, fields=("decision",), titles=_DECISION)
    used = said((note for note in own if note.kind == "model card"), titles=_USE)
    found = [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in (*decided, *used)]
    looked_for = "iteration notes (`decision:` in the front matter), model cards (Intended use), briefs"
    step = "Say in `decision:` of docs/iterations/0001.md who does what differently when the model answers."
    if found:
        return Answer(ITEM, evidence=tuple(found), looked_for=looked_for)
    posed = said((note for note in own if note.kind == "brief"), titles=_PROBLEM)
    if posed:
        some = tuple(evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in posed)
        missing = ("the decision that changes, and who takes it",)
        return Answer(ITEM, evidence=some, missing=missing, looked_for=looked_for, next_step=step)
    return Answer(ITEM, looked_for=looked_for, next_step=step)
