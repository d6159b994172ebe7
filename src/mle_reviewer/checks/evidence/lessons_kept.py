"""ME6: whether lessons became tests, slices, panels or runbook entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mle_reviewer.checks.speaking import without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge import headings
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.commands.tests import tests_of
from mle_reviewer.system.questions.pages.notes import lessons
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "ME6"
_MOST = 5
_ABOUT = (
    *headings.METRICS, *headings.MISSES, *headings.ALARMS, "prediction*", "predicted", "forecast*", "misclassif*",
    "leak*", "look ahead", "lookahead", "skew", "calibrat*", "mislabel*", "wrong label*", "coverage", "pinball",
    "resample*", "probability", "probabilities",
)  # fmt: skip
_NEAR = 4
_PAST = re.compile(
    r"regression test (?:for|of|:)|\bregression: |\b(?:issue|bug|incident|pr|gh|fixes|closes)[ -]?#\d{1,6}\b",
    re.IGNORECASE,
)


def answer(system: System) -> Answer:
    """Lessons with an id, and the tests that name it in their name or in a marker."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    known = {one.name: one for one in lessons(system)}
    kept: list[Evidence] = []
    found: set[str] = set()
    for name, lesson in known.items():
        at = _tested(system, name)
        if at is not None:
            found.add(name)
            kept.append(at)
        elif lesson.became in system.paths:
            found.add(name)
            kept.append(evidence(ITEM, location(lesson.path, lesson.line), f"{name} became {lesson.became}"))
    known_ones, again = bool(known), () if kept else tuple(_held(system))
    open_ones = [name for name in known if name not in found]
    missing = (f"a test, slice, panel or runbook that holds {', '.join(open_ones[:5])}",) if open_ones else ()
    if again and not known_ones:
        missing = ("lessons that say which mistake of the model each test holds",)
    noted = tuple(evidence(ITEM, location(one.path, one.line), f"{one.name} is written down") for one in known.values())
    return Answer(
        ITEM,
        evidence=(*kept, *noted, *again),
        missing=missing,
        looked_for="lessons with an id in notes (`lessons:` in front matter, a section Lessons) and tests that "
        "name them",
        next_step="Give the lesson an id in the iteration note, and name it in the test that holds it: "
        '`@pytest.mark.regression("L-001")`.',
    )


def _held(system: System) -> Iterator[Evidence]:
    """Tests of the model or its data that say which past mistake they hold: a regression, an issue, a pull request."""
    found = 0
    for path in system.code:
        if tier(path) != "test" or found >= _MOST:
            continue
        document = system.document(path)
        lines = document.data.decode("utf-8", "replace").split("\n") if document is not None else []
        told = [
            number for number, line in enumerate(lines, 1) if _PAST.search(line[:200]) and _of_a_model(lines, number)
        ]
        tests = [one for one in tests_of(system, path) if one.claims and not one.skipped and one.enters] if told else []
        for test in tests:
            start = system.at(test.routine, test.routine.pos).line
            if any(start - 2 <= number <= start + 4 for number in told):
                found += 1
                yield evidence(ITEM, system.at(test.routine, test.routine.pos), f"`{test.name}` holds a past mistake")


def _of_a_model(lines: list[str], number: int) -> bool:
    """Whether the words around say what a model did wrong, and not only which line of code failed."""
    return bool(headings.tells(headings.spoken(" ".join(lines[number - 1 : number + _NEAR])), _ABOUT))


def _tested(system: System, name: str) -> Evidence | None:
    spelled = name.lower().replace("-", "_")
    for path in system.code:
        if tier(path) != "test":
            continue
        module = system.indexed.module(path)
        for test in tests_of(system, path):
            marked = any(name in word for word in _decorators(module, test.routine.function))
            if (spelled in test.name.lower() or marked) and test.claims and not test.skipped:
                return evidence(ITEM, system.at(test.routine, test.routine.pos), f"`{test.name}` holds {name}")
    return None


def _decorators(module: object, index: int) -> tuple[str, ...]:
    code = getattr(module, "code", None)
    return tuple(code.functions[index].decorators) if code is not None else ()
