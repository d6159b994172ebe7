"""PF1: whose decision is to change, as a design note says."""

from __future__ import annotations

import re

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import headings, main_words
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.pages.deciding import leads
from mle_reviewer.system.questions.pages.prose import Statement, beneath, first_of_each, labelled, shown, statements
from mle_reviewer.system.system import System

ITEM = "PF1"
_DECISION = ("the decision", "decision being changed", "decision to change", "user decision")
_BRIEFS = re.compile(r"(?i)prd|problem|brief|charter|business|product|vision|requirements|spec[^/]*$|design")
_OPENING = re.compile(r"(?i)(?:^|/)(?:index|introduction|intro|home|overview)\.md$")
_PRD = re.compile(r"(?i)(?:^|[/_-])prd(?:[._-]|$)")
_OF_PROJECT = ("project goal*", "learning goal*", "goals of this repo*", "repository goal*", "portfolio")
_WORD = re.compile(r"[^\W\d_]{2,}|[\u3040-\u9fff\uac00-\ud7af]{2,}")
_PERSONS = ("stakeholder*", "business users", "end users")  # who is named, not what for
_DECISIONS = (
    "business decision*",
    "decision logic",
    "decision layer",
    "decisioning",
    "decision support",
    "business rules",
)
_MADE = re.compile(
    r"(?i)\b(?:turn|transform|convert|translat)\w{0,5}\s[^.\n]{1,100}?\binto\b[^.\n]{1,80}?\bdecisions\b"
)
_SHORTEST = 4  # words; fewer are a label
_OWN = frozenset({"iteration", "model card", "brief"})


def answer(system: System) -> Answer:
    """Evidence are decisions and intended uses that are filled in; what the answers are for is a part."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    own = [note for note in system.notes if note.kind in _OWN]
    decided = [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in said(own, fields=("decision",))]
    decided += [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in said(own, titles=_DECISION)]
    used = first_of_each(sorted(filter(_is_use, beneath(system, headings.USE)), key=lambda one: not _is_purpose(one)))
    decisive = first_of_each(one for one in statements(system) if _is_brief(one) and _is_decision(one))
    led = first_of_each(one for one in statements(system) if _is_led(one)) if not used else ()
    found = [*decided, *(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in (*used, *decisive))]
    found += [evidence(ITEM, one.at, f"{one.title}: {shown(leads(one.text))}") for one in led]
    looked_for = "`decision:` in iteration notes, and what pages say under headings on intended use, problem and goals"
    step = "Say in `decision:` of docs/iterations/0001.md who does what differently when the model answers."
    if found:
        return Answer(ITEM, evidence=tuple(found), looked_for=looked_for)
    posed = [one for one in beneath(system, headings.PROBLEM, headings.OTHER_USES) if _is_posed(one)]
    told = [
        one for one in statements(system)
        if (_opens(one) and _is_purpose(one)) or _serves(one) or _turns_into_actions(one)
    ]  # fmt: skip
    some = tuple(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in first_of_each([*posed, *told]))
    made = next((one for one in statements(system) if _is_made(one)), None)
    some += (evidence(ITEM, made.at, f"what answers become: {made.brief}"),) if made is not None else ()
    open_ = "who takes the decision" if made is not None else "the decision that changes, and who takes it"
    missing = (open_,) if some else ()
    return Answer(ITEM, evidence=some, missing=missing, looked_for=looked_for, next_step=step)


def _is_decision(one: Statement) -> bool:
    said_ = one.said
    return bool(headings.tells(said_, headings.DECIDES)) and bool(headings.tells(said_, headings.MODELS))


def _is_led(one: Statement) -> bool:
    """Whether a README or a brief says who does what, or which question is decided, on what the model answers."""
    if not (one.kind in {"readme", "brief"} or _BRIEFS.search(one.path.rpartition("/")[2])):
        return False
    aside = one.links or one.planned or "✅" in one.text or one.near((*headings.WORKINGS, *main_words.PRAISES))
    return (
        not aside and not _is_taught(one) and bool(leads(one.text)) and bool(headings.tells(one.said, headings.MODELS))
    )


def _is_made(one: Statement) -> bool:
    """Whether it says into which decisions the answers of a model are turned."""
    aside = one.links or one.planned or one.near((*headings.WORKINGS, *main_words.PRAISES)) or _is_taught(one)
    found = None if aside else _MADE.search(one.text)
    return found is not None and bool(headings.tells(headings.spoken(found[0]), headings.MODELS))


def _is_brief(one: Statement) -> bool:
    return one.kind == "brief" or _PRD.search(one.path) is not None


def _is_use(one: Statement) -> bool:
    """Whether the heading next above it is no heading on what the model is not for, nor one of a course."""
    if _is_taught(one):
        return False
    title = one.under[-1]
    return bool(headings.tells(title, headings.USE)) or not headings.tells(title, headings.BOUNDS)


def _is_purpose(one: Statement) -> bool:
    """Whether a sentence says what somebody does with the answers: a use and a model."""
    said_ = [headings.spoken(part) for part in one.text.replace("\n", " ").split(". ")]
    return any(headings.tells(part, headings.ACTS) and headings.tells(part, headings.MODELS) for part in said_)


def _is_posed(one: Statement) -> bool:
    """Whether it stands in a README, a brief or a page that is called one, and says what the answers are for."""
    if one.kind == "decision record" or _is_taught(one) or one.links or "✅" in one.text:
        return False
    if one.near(_OF_PROJECT) or len(_WORD.findall(one.text)) < _SHORTEST:
        return False
    near = any(headings.tells(title, headings.PROBLEM) for title in one.under[-2:])
    told = one.kind != "" or bool(_BRIEFS.search(one.path)) or _OPENING.search(one.path) is not None
    return near and (one.kind == "brief" or (_is_purpose(one) and told) or _acts(one))


def _serves(one: Statement) -> bool:
    """Whether a README or a page on the product says whom it serves, under a label of its own."""
    said = one.kind in {"readme", "brief"} or bool(_BRIEFS.search(one.path))
    named = labelled(one, headings.WHO) and not one.near(_PERSONS) and not labelled(one, _PERSONS)
    return said and named and not _is_taught(one)


def _acts(one: Statement) -> bool:
    """Whether a README says, under a heading on the problem, what is done about those whom it is about."""
    return one.kind == "readme" and not one.planned and bool(headings.tells(one.said, main_words.ACTS_ALONE))


def _turns_into_actions(one: Statement) -> bool:
    """Whether a README says, under a heading on decisions, what predictions are turned into."""
    acts = (*headings.ACTS, "action", "actions", "recommended action*")
    said = one.together(headings.MODELS, acts) if one.kind == "readme" and one.beneath(_DECISIONS) else ""
    return len(said.split()) > _SHORTEST and not one.links and not one.planned


def _opens(one: Statement) -> bool:
    """Whether it stands where a README says what it is about."""
    return (
        not _is_taught(one)
        and "/" not in one.path
        and one.kind == "readme"
        and bool(one.headed)
        and bool(headings.tells(one.headed[-1], headings.OVERVIEW))
    )


def _is_taught(one: Statement) -> bool:
    """Whether it tells what a course or an assignment is for."""
    return bool(headings.tells(one.said, main_words.TAUGHT))
