"""Choices: what is chosen by a score on held-out rows whose score is then reported, as nothing else judges it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.overlaps import disjoint, overlap
from mle_reviewer.flow.facts.rows import Rows, one_element, roots, same
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.queries import part_named, words_in

# A library's name of an argument says nothing of what is given; a long call has each on a line of its own.
_KEYWORD = re.compile(r"([(,]\s*)\w+\s*=(?!=)|^\w+=(?![= ])")
# A library makes these names of metrics itself, whatever rows it is given to watch.
_WATCHED = re.compile(r"""(["'])(val|eval|valid)_\w*\1""")
_PIECES = frozenset({"item", "place", "field", "key"})  # what stands in one place of what is stored together


# What authors call the rows tells a validation part, whose best score is only on the way, from the test part.
_VALIDATION = frozenset({"val", "vali", "valid", "validation", "validate", "dev"})
_TUNING = frozenset({"tuning", "calibration", "calib"})  # of parts to choose settings, or chances, by
_TEST = frozenset({"test", "testing", "tst", "te"})
_KEPT_OUT = _TEST | {"eval", "holdout", "heldout", "benchmark"}  # of files that nothing is trained on, too
_SET_ASIDE = _KEPT_OUT | {"out", "held", "hold", "unseen", "oos"}  # of parts whose best score is all that is told


# What a test runs, it runs on rows that it makes for that: no choice is made by them.
_OF_TESTS = re.compile(r"(?:^|/)tests?/(?:.*/)?(?:test_[^/]*|[^/]*_test|conftest)\.py$")


class Choice(NamedTuple):
    """An act that chooses, the scores on held-out rows that it chooses by, and the ones reported of these rows."""

    act: Act
    judged: list[Act]
    reported: list[Act]


def choices_by_the_reported(flow: Flow) -> Iterator[Choice]:
    """Choices by scores on held-out rows when no further rows, untouched by the choice, are judged."""
    for choice in (one for one in flow.record.of("choose") if not one.detail.get("margin") and not _in_test(one)):
        scores = [flow.acts[number] for number in sorted(choice.scores)]
        judged = [score for score in scores if _of_trials(score) and _held_out(flow, score)]
        judged = judged or _stored(flow, choice, scores)
        if not judged or (_only_asked(flow, judged) and not _called_test(flow, choice, judged)):
            continue
        reported = _reported(flow, choice, judged, itself=_best_told(flow, choice))
        if reported and not _untouched(flow, judged) and not _only_validates(flow, choice, judged, reported):
            yield Choice(choice, judged, reported)


def _of_trials(score: Act) -> bool:
    """Whether a score tells which of several models or settings is better, and not how one does on a group."""
    return bool(score.rows) and not score.detail.get("of groups") and not _one_group(score.rows)


def _in_test(act: Act) -> bool:
    """Whether it is a test that leads to an act."""
    return any(_OF_TESTS.search(place.path) for place in (act.place, *(Place(*call) for call in act.place.chain)))


def _stored(flow: Flow, choice: Act, scores: list[Act]) -> list[Act]:
    """Scores of what no model of the code has said, where settings were tried and the rows are called the test.

    What trained stored predictions is not seen. The best of a table of such scores may be all that one wants to know.
    """
    verdicts = [score for score in scores if score.kind == "verdict"]
    fitted = [score for score in verdicts if choice.detail.get("optimized") and part_named(flow, score.rows, _TEST)]
    tried = [score for score in verdicts if score.detail.get("tried")]
    return fitted or (tried if tried and _called_test(flow, choice, tried) else [])


def _only_asked(flow: Flow, judged: list[Act]) -> bool:
    """Whether models were only asked that saw no rows of this data: all of it may be there to choose a prompt by."""
    fits = [(flow.acts[number], score) for score in judged for number in score.fits]
    return bool(fits) and all(
        fit.detail.get("role") in {"asked", "prompt"} and roots(fit.rows).isdisjoint(roots(score.rows))
        for fit, score in fits
    )  # fmt: skip


def _called_test(flow: Flow, choice: Act, judged: list[Act]) -> bool:
    """Whether authors call the rows that a choice was made by the test: by their file or part, or in the code."""
    if any(part_named(flow, act.rows, _KEPT_OUT) for act in judged):
        return True
    return not _TEST.isdisjoint(word for act in (*judged, choice) for word in _named(flow, act))


def _one_group(rows: Rows) -> bool:
    """Whether rows are those of one group of several: among the scores of groups no model is chosen."""
    lasts = [steps[-1] for _root, steps, _arms in rows if steps]
    return one_element(rows) and not any(step[1][0] in _PIECES for step in lasts)


def _reported(flow: Flow, choice: Act, judged: list[Act], *, itself: bool) -> list[Act]:
    """Scores on the rows that a choice was made by; `itself`: the best of the scores watched is what is told.

    What another program scores on these rows is no report on this choice, unless it is of a model judged here.
    """
    own = {act.number for act in judged} if itself else set()
    models = {fit for act in judged for fit in act.fits}
    return [
        score for score in flow.record.of("score", "predict", "verdict")
        if (score.unit == choice.unit or not models.isdisjoint(score.fits))  # asked first: overlaps take long
        and (score.metric or _loss_again(flow, score, judged)) and (not score.internal or score.number in own)
        and overlap(score.rows, judged[0].rows)[0]
    ]  # fmt: skip


def _loss_again(flow: Flow, score: Act, judged: list[Act]) -> bool:
    """Whether a loss on held-out rows is told: worked out once more behind the choice, or of rows named the test."""
    if not score.detail.get("loss") or not _held_out(flow, score):
        return False
    chosen_by = {act.number for act in judged}
    return score.number not in chosen_by or not _TEST.isdisjoint(_named(flow, score))


def _only_validates(flow: Flow, choice: Act, judged: list[Act], reported: list[Act]) -> bool:
    """Whether the rows are a validation part by name, and nothing says that they are the test as well."""
    said = [word for act in (*judged, choice) for word in _named(flow, act, apart=True)]
    again = [word for act in reported if same(act.rows, judged[0].rows) for word in _named(flow, act, apart=True)]
    parts = _VALIDATION | _TUNING
    validates = not _VALIDATION.isdisjoint(said) or not _TUNING.isdisjoint((*said, *again))
    validates = validates or any(part_named(flow, act.rows, parts) for act in judged)
    if validates or _best_told(flow, choice):
        names = _TEST if validates else _SET_ASIDE
        return not any(part_named(flow, act.rows, names) for act in judged) and names.isdisjoint((*said, *again))
    return False


def _best_told(flow: Flow, choice: Act) -> bool:
    """Whether what is told is the best of the scores that a fit watched, taken out of its history or its model."""
    reads = (read for read in flow.record.of("read") if choice.detail.get("early"))
    return bool(choice.detail.get("best")) or any(read.fits & choice.fits for read in reads)


def _named(flow: Flow, act: Act, *, apart: bool = False) -> list[str]:
    """The words in the statements of an act and of the calls that led to it.

    `apart`: a call that hands on a validation part and a test part both does not say which of them it is about.
    """
    found: list[str] = []
    for place in (act.place, *(Place(*call) for call in act.place.chain)):
        some = words_in(_WATCHED.sub("", _KEYWORD.sub(r"\1", flow.text(place))))
        both = apart and not _VALIDATION.isdisjoint(some) and not _TEST.isdisjoint(some)
        found += [word for word in some if word not in _TEST] if both else some
    return found


def _held_out(flow: Flow, score: Act) -> bool:
    if score.internal and not score.words.endswith("watches these rows"):
        return False
    return any(disjoint(flow.acts[number].rows, score.rows) for number in score.fits)


def _untouched(flow: Flow, judged: list[Act]) -> bool:
    """Whether a model of this data is judged on rows that neither the fits nor the choice have seen."""
    fits = {number for score in judged for number in score.fits}
    trained = [flow.acts[number].rows for number in sorted(fits)]
    chosen_by = {score.rows for score in judged}
    sources = roots(atom for one in (judged[0].rows, *trained) for atom in one)
    for act in flow.acts:
        if act.kind not in {"score", "predict", "verdict"} or act.internal or not act.rows:
            continue
        known = sources & roots(act.rows) or fits & act.fits  # its rows, or what was only asked, too
        ruled = act.kind == judged[0].kind == "verdict" and act.unit == judged[0].unit  # no model has said either
        of_data = ruled or known or any(sources & roots(flow.acts[fit].rows) for fit in act.fits)
        if of_data and all(disjoint(act.rows, seen) for seen in (*chosen_by, *trained)):
            return True
    return False
