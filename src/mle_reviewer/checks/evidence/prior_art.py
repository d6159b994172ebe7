"""PF6: prior art and options that were considered; whether they were looked at in earnest only a person can say."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.pages.works import options, works
from mle_reviewer.system.system import System

ITEM = "PF6"


def answer(system: System) -> Answer:
    """Works that pages name and options that a model was chosen among leave one question."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    notes = [note for note in system.notes if note.kind != "template"]
    found = [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in said(notes, fields=("prior_art",))]
    found += [evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in (*works(system), *options(system))]
    looked_for = (
        "prior art in iteration notes, papers and known solutions that pages name, options that a model was "
        "chosen among"
    )
    if not found:
        return Answer(
            ITEM,
            looked_for=looked_for,
            next_step="Name under `prior_art:` in docs/iterations/0001.md one known solution with its link.",
        )
    question = f"Was this tried or compared before an approach of its own was built: {found[0].statement}?"
    return Answer(ITEM, evidence=tuple(found), question=question, looked_for=looked_for)
