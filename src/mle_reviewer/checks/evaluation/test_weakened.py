"""A test of a model, its data or its service is removed, left out or emptied, and what it tested stays."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.commands.tests import Test, looks_at_model, tests_of
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Test of model behaviour removed or switched off",
    items=("EP6", "ME6"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="systems",
    about_tests=True,
)


def find(systems: Systems) -> Iterator[Finding]:
    """Tests of base that look at a model and that head has not, or not in force, while it has what they enter."""
    changed = [
        (one.old_path, None if one.status == "deleted" else one.path)
        for one in systems.files
        if one.old_path and one.path.endswith(".py") and tier(one.old_path) == "test"
    ]
    if not changed:
        return
    tested = [path for path in systems.after.code if tier(path) == "test"]
    kept = {test.name: test for path in tested for test in tests_of(systems.after, path)}
    moved = _moved(systems, changed)
    for old, new in changed:
        for was in tests_of(systems.before, old):
            if was.skipped or not was.claims:
                continue
            now = kept.get(was.name) or kept.get(_bare(was)) or moved.get(_bare(was))
            what = looks_at_model(systems.before, was)
            if not what or not _still_there(systems, was):
                continue
            if now is None:
                yield _gone(systems, was, new, kept)
            elif now.skipped:
                yield _said(systems, now, was, f"left out now ({now.skipped})", "The test does not run any more")
            elif not now.claims:
                yield _said(systems, now, was, "claims nothing any more", "The test claims nothing any more")


def _bare(test: Test) -> str:
    return test.name.rpartition(".")[2]


def _moved(systems: Systems, changed: list[tuple[str, str | None]]) -> dict[str, Test]:
    """The tests that changed files have under a name of their class that none of them had before."""
    before = {test.name for old, _ in changed for test in tests_of(systems.before, old)}
    new = (test for _, path in changed if path is not None for test in tests_of(systems.after, path))
    return {_bare(test): test for test in new if test.name not in before}


def _still_there(systems: Systems, was: Test) -> bool:
    """Whether what the test entered is still part of the repository."""
    if not was.enters:
        return False
    for path, name in was.enters:
        here = systems.renamed(path)
        module = systems.after.world.module(here) if here is not None and here in systems.after.code else None
        if module is None:
            continue
        if name in {*(one.qualname for one in module.code.functions), *(one.qualname for one in module.code.classes)}:
            return True
    return False


def _gone(systems: Systems, was: Test, new: str | None, kept: dict[str, Test]) -> Finding:
    at = systems.before.at(was.routine, was.routine.pos)
    others = sum(1 for one in kept.values() if one.enters & was.enters)
    beside = f"; {others} other tests enter some of the same code" if others else "; no other test enters the same code"
    words = Words(
        title=f"`{was.name}` is removed, and what it tested stays",
        issue="The change takes away a test of how the model, its data or its service behaves, while the code under "
        f"test is still there{beside}: the next fault of this kind reaches production unseen.",
        fix="Keep the test, or say in the change what tests the same from now on.",
    )
    where = at if new is None else systems.after.where(new, 1 << 12)
    return stated(CARD, where, words, [Step(at, "tested here before")], context=f"{was.name} removed")


def _said(systems: Systems, now: Test, was: Test, how: str, title: str) -> Finding:
    words = Words(
        title=f"{title}: `{now.name}`",
        issue="The change switches off a test of how the model, its data or its service behaves, while the code under "
        "test is still there: CI stays green when that breaks.",
        fix="Mend what makes it fail, or give the reason and the issue that brings it back.",
    )
    trace = [
        Step(systems.before.at(was.routine, was.routine.pos), "in force before"),
        Step(systems.after.at(now.routine, now.routine.pos), how),
    ]
    return stated(CARD, trace[-1].at, words, trace, context=f"{now.name} {how}")
