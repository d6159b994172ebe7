"""A judged ledger: what a model may change, what stands, and what happens when it does not answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.checklist import AREAS, ITEMS
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding
from mle_reviewer.judge.case import Case, Judged
from mle_reviewer.judge.judging import LedgerJudge
from mle_reviewer.judge.meanings import MEANINGS
from mle_reviewer.policy.deciding import blocks
from tests.judge.making import Says, case, entry, reply
from tests.review.making import finding

TEXTS = {"train.py": "model.fit(X, y)\nsave(model, 'model.pkl')\n"}
SAVED = ("train.py", 2, "save(model, 'model.pkl')")


def answering(*entries: dict[str, object]) -> Says:
    """A model that speaks of training alone."""
    return Says({"PF": reply(), "TR": reply(*entries)})


def judged(model: Says, what: Case) -> dict[str, Verdict]:
    return {one.item: one for one in LedgerJudge(model)(what).ledger}


def test_every_item_has_a_meaning() -> None:
    assert tuple(MEANINGS) == ITEMS


def test_a_reading_takes_the_place_of_what_was_recognised() -> None:
    ledger = judged(answering(entry("TR5", "partial", SAVED, next_step="Add a version.")), case(TEXTS))
    verdict = ledger["TR5"]
    assert (verdict.verdict, verdict.recognised, verdict.judged_by) == ("partial", "no-evidence", "some-model")
    assert verdict.next_step == "Add a version."
    assert [str(step.at) for step in verdict.grounds] == ["train.py:2"]
    assert ledger["TR1"].judged_by == ""


def blocking(severity: Severity) -> Finding:
    return replace(finding(severity=severity), items=("TR5", "SD6"))


def violated_training(item: str) -> str:
    return "violated" if item == "TR5" else "not-applicable"


def test_what_blocks_or_is_settled_is_not_asked_about_and_stands() -> None:
    model = answering(entry("TR5", "satisfied", SAVED), entry("TR1", "satisfied", SAVED))
    faults = (blocking(Severity.HIGH),)
    ledger = judged(model, case(TEXTS, violated_training, findings=faults, settled=frozenset({"TR1"})))
    assert (ledger["TR5"].verdict, ledger["TR1"].verdict) == ("violated", "not-applicable")
    [asked] = [one for one in model.asked if "judge: TR" in one]
    assert "\nTR5 (" not in asked
    assert "\nTR1 (" not in asked
    assert "\nTR2 (" in asked


def test_what_does_not_block_may_be_read_otherwise_and_is_said_to_be() -> None:
    model = answering(entry("TR5", "partial", SAVED))
    ledger = judged(model, case(TEXTS, violated_training, findings=(blocking(Severity.MEDIUM),)))
    assert (ledger["TR5"].verdict, ledger["TR5"].recognised) == ("partial", "violated")


def test_what_does_not_stand_a_second_look_is_replaced_and_the_rest_stays() -> None:
    first = reply(entry("TR5", "violated", SAVED), entry("TR1", "partial", SAVED))
    model = Says({"PF": reply(), "TR": first, "again": reply(entry("TR5", "partial", SAVED, says="only half"))})
    ledger = judged(model, case(TEXTS))
    assert (ledger["TR5"].verdict, ledger["TR5"].says, ledger["TR5"].recognised) == (
        "partial",
        "only half",
        "no-evidence",
    )
    assert ledger["TR1"].verdict == "partial"
    [again] = [one for one in model.asked if "# Second look" in one]
    assert "TR5 (a retry repeats nothing" in again
    assert "train.py:2 it is so" in again
    assert "\nPF1 (" not in again.partition("# Second look")[2]


def test_without_a_second_look_the_first_answers_stand_and_it_is_said() -> None:
    found = LedgerJudge(answering(entry("TR5", "partial", SAVED)))(case(TEXTS))
    assert [one.verdict for one in found.ledger if one.item == "TR5"] == ["partial"]
    assert any("were not looked at a second time" in why for why in gaps_of(found))


def test_a_fault_that_a_model_sees_is_a_question_and_never_blocks() -> None:
    said = entry("TR5", "violated", SAVED, says="Each run replaces it.", fix="Write a new file.")
    found = LedgerJudge(answering(said))(case(TEXTS))
    [fault] = found.findings
    assert (fault.check, fault.items, str(fault.at)) == ("judged-fault", ("TR5",), "train.py:2")
    assert (fault.severity, fault.confidence, fault.fix) == (Severity.MEDIUM, Confidence.LOW, "Write a new file.")
    assert not blocks(fault)


def test_a_fault_that_a_check_has_found_is_not_told_twice() -> None:
    what = case(TEXTS, violated_training, findings=(blocking(Severity.MEDIUM),))
    found = LedgerJudge(answering(entry("TR5", "violated", SAVED)))(what)
    assert [one.verdict for one in found.ledger if one.item == "TR5"] == ["violated"]
    assert found.findings == ()


def test_every_area_is_asked_with_the_same_beginning() -> None:
    model = Says(dict.fromkeys(AREAS, reply()))
    LedgerJudge(model)(case(TEXTS))
    beginnings = {question.partition("# Items to judge: ")[0] for question in model.asked}
    assert len(model.asked) == len(AREAS)  # nothing was said that could be looked at again
    assert len(beginnings) == 1
    assert "1: model.fit(X, y)" in beginnings.pop()


def test_no_credential_leaves_by_a_hint_or_a_finding() -> None:
    token = "ghp_" + "a1B2" * 9
    told = replace(finding(title=f"{token} is written to the log"), items=("TR5",))
    model = Says(dict.fromkeys(AREAS, reply()))
    what = case(TEXTS, findings=(told,))
    hinted = tuple(replace(one, says=f"looked for {token}") for one in what.ledger)
    LedgerJudge(model)(replace(what, ledger=hinted))
    assert len(model.asked) == len(AREAS)
    assert not any(token in question for question in model.asked)


def gaps_of(found: Judged) -> list[str]:
    return [gap.why for gap in found.gaps]


def test_a_model_that_does_not_answer_costs_nothing_else() -> None:
    what = case(TEXTS)
    found = LedgerJudge(Says())(what)
    assert found.ledger == what.ledger
    assert gaps_of(found) == [f"{area} was not judged: nobody is there" for area in AREAS]


def test_an_area_that_fails_does_not_lose_the_others() -> None:
    found = LedgerJudge(answering(entry("TR5", "partial", SAVED)))(case(TEXTS))
    assert {one.item for one in found.ledger if one.judged_by} == {"TR5"}
    assert "MI was not judged: nobody is there" in gaps_of(found)


@pytest.mark.parametrize("words", ["recognised", "model's answer was not taken"])
def test_what_is_not_taken_is_said(words: str) -> None:
    found = LedgerJudge(answering(entry("TR5", "satisfied", ("train.py", 1, "registry.promote()"))))(case(TEXTS))
    assert any(words in why for why in gaps_of(found) if why.startswith("TR5 "))
    assert not any(one.judged_by for one in found.ledger)


def test_what_the_model_did_not_see_is_a_gap() -> None:
    texts = {f"m{n}.py": "x = 1\n" * 500 for n in range(10)}
    found = LedgerJudge(Says(), budget=6_000)(case(texts))
    assert any("did not fit into the dossier: " in why for why in gaps_of(found))


def test_the_answer_does_not_depend_on_which_area_comes_back_first() -> None:
    replies = {area: reply(*(entry(item, "no-evidence") for item in ITEMS if item.startswith(area))) for area in AREAS}
    first, second = (LedgerJudge(Says(replies))(case(TEXTS)) for _ in range(2))
    assert first == second
    assert all(one.judged_by for one in first.ledger)
