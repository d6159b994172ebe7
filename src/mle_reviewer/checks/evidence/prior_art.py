"""PF6: prior art and options that were considered; whether they were looked at in earnest only a person can say."""

from __future__ import annotations

from dataclasses import replace

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import Said, said
from mle_reviewer.system.system import System

ITEM = "PF6"
_CITED = ("references", "prior art", "related work", "citation", "literature", "background and related work", "citing")
_WORKS = ("://", "doi.org", "arXiv:", "@article", "@inproceedings", "@misc", "@software")
_OPTIONS = ("considered options", "options considered", "alternatives considered", "alternatives")


def answer(system: System) -> Answer:
    """Cited work (with a link or an entry of a bibliography) and considered options leave one question."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    notes = [note for note in system.notes if note.kind != "template"]
    sections = [one for note in notes for one in said([note], titles=_CITED)]
    cited = [replace(one, text=work) for one in sections if (work := _work(one))]
    listed = said(notes, fields=("prior_art",))
    weighed = said((note for note in notes if note.kind != "readme"), titles=_OPTIONS)
    found = [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in (*listed, *cited, *weighed)]
    if not found:
        return Answer(
            ITEM,
            looked_for="prior art in iteration notes, references with a link, considered options",
            next_step="Name under `prior_art:` in docs/iterations/0001.md one known solution with its link.",
        )
    question = f"Was this tried or compared before an approach of its own was built: {found[0].statement}?"
    return Answer(ITEM, evidence=tuple(found), question=question)


def _work(one: Said) -> str:
    """The line of a section that names a work: by a link out of the repository or an entry of a bibliography."""
    if one.section is None:
        return ""
    lines = [*one.section.text.split("\n"), *(line for fence in one.section.fences for line in fence.text.split("\n"))]
    found = next((line for line in lines if any(mark in line for mark in _WORKS)), "")
    return found.replace("**", "").strip().lstrip("-*> ")[:200]
