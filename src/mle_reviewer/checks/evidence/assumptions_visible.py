"""PF4: assumptions, constraints and open questions that somebody could challenge."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import said
from mle_reviewer.system.system import System

ITEM = "PF4"
_ASSUMED = ("assumptions", "key assumptions", "assumptions and limitations", "limitations", "known limitations",
            "limitations and bias", "bias, risks, and limitations", "intended uses & limitations",
            "caveats and recommendations", "model limitations", "assumptions & limitations")  # fmt: skip
_BOUND = ("constraints", "non-goals", "out of scope", "out-of-scope use", "out-of-scope uses",
          "constraints and assumptions", "assumptions and constraints")  # fmt: skip
_OPEN = ("open questions", "known issues", "missing requirements", "unknowns")


def answer(system: System) -> Answer:
    """Evidence are filled fields and sections; what a README says of known limits is a part of it."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    own = [note for note in system.notes if note.kind not in {"template", "readme"}]
    readmes = [note for note in system.notes if note.kind == "readme"]
    assumed = said(own, fields=("assumptions",), titles=_ASSUMED)
    bound = said(own, fields=("constraints",), titles=_BOUND)
    questions = said(own, fields=("open_questions", "missing_requirements"), titles=_OPEN)
    loose = said(readmes, titles=(*_ASSUMED, *_BOUND, *_OPEN))
    found = [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in (*assumed, *bound, *questions, *loose)]
    groups = ((assumed, "assumptions or limitations"), ((*bound, *questions), "constraints or open questions"))
    missing = [name for some, name in groups if not some] if found else []
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing),
        looked_for="assumptions, constraints, limitations and open questions in notes, cards and READMEs",
        next_step="List `assumptions:` and `open_questions:` in docs/iterations/0001.md.",
    )
