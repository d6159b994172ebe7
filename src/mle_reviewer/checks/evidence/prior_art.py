"""PF6: prior art and options that were considered; whether they were looked at in earnest only a person can say."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import Said, said
from mle_reviewer.system.system import System

ITEM = "PF6"
_CITED = ("references", "prior art", "related work", "citation", "literature", "background and related work", "citing")
_OPTIONS = ("considered options", "options considered", "alternatives considered", "alternatives")


def answer(system: System) -> Answer:
    """Cited work (with a link or an entry of a bibliography) and considered options leave one question."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    notes = [note for note in system.notes if note.kind != "template"]
    cited = [one for note in notes for one in said([note], titles=_CITED) if _leads_anywhere(one)]
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


def _leads_anywhere(one: Said) -> bool:
    """Whether a section names a work: by a link out of the repository, a DOI, or an entry of a bibliography."""
    if one.section is None:
        return False
    text = one.section.text + "".join(fence.text for fence in one.section.fences)
    return any(mark in text for mark in ("://", "doi.org", "arXiv", "arxiv", "@article", "@inproceedings", "@misc"))
