"""database-reviewer: queries and migrations that a change touches, and tables of features, labels and predictions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import DATABASES
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.tools.sqlfluff import SQLFLUFF

_MIGRATION: Final = re.compile(r"(?:^|/)(?:migrations?|alembic|flyway|liquibase)/")
_OF_TIME: Final = (
    "joined-as-of-today", "as-of-join-dropped", "outcome-in-features", "history-beyond-prediction", "label-in-features",
)  # fmt: skip


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    found = list(places(errand.paths("sql"), "a query is changed", errand))
    found += places(_migrations(errand), "a migration is changed", errand)
    shown = {step.at.path for step in found}
    asking = tuple(path for path in errand.importing(*DATABASES) if path not in shown and _feeds(errand, path))
    return (*found, *places(asking, "code that asks a database for what a model learns or keeps is changed", errand))


def _migrations(errand: Errand) -> tuple[str, ...]:
    return tuple(path for path in errand.paths("python") if _MIGRATION.search(path))


def _feeds(errand: Errand, path: str) -> bool:
    nodes = errand.nodes("data source", "dataset", "feature", "record", "training", "scoring")
    return any(node.at.path == path for node in nodes)


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    queries = errand.paths("sql")
    if queries:
        named = ", ".join(f"`{path}`" for path in queries[:3])
        yield f"Is every join of {named} bound to what was known at the moment of prediction, not at that of the query?"
        yield f"Which of the columns of {named} are filled or corrected after the fact?"
        yield "Which index or partition does each filter meet, and what does a run over the full table cost?"
        yield "Can a join multiply rows of one example, and what says that it does not?"
    if moved := _migrations(errand):
        yield f"Which features, labels or prediction logs does `{moved[0]}` rename, retype or drop, and who reads them?"
        yield "Do old and new code run side by side on the migrated tables, and what takes the migration back?"
    if kept := errand.nodes("record"):
        yield f"Does the log at {kept[0].at} hold the keys, the time and the model's version that labels are joined by?"
    if source := errand.nodes("data source", "dataset"):
        yield f"Who owns `{source[0].name}`, how late may it be, and what happens here when it is late or empty?"
    for one in errand.found(*_OF_TIME)[:2]:
        yield f"{one.title} ({one.at}): is there a copy of the same query elsewhere?"


LANE: Final = Lane("database-reviewer", _comes_up, _asks, (SQLFLUFF,))
