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
    for path in errand.paths("sql")[:2]:
        at = errand.first_line(path)
        yield f"{at}: is every join bound to what was known at the moment of prediction, and can none multiply rows?"
        yield f"{at}: which columns are filled or corrected later, and which index or partition does each filter meet?"
    for path in _migrations(errand)[:1]:
        at = errand.first_line(path)
        yield f"Which features, labels or prediction logs does {at} rename, retype or drop, and who reads them?"
        yield f"{at}: do old and new code run side by side on the migrated tables, and what takes it back?"
    for kept in errand.near("record")[:1]:
        yield f"Does the log at {kept.at} hold the keys, the time and the model's version that labels are joined by?"
    for source in errand.near("data source", "dataset")[:1]:
        yield f"Who owns `{source.name}` ({source.at}), how late may it be, and what happens there when it is empty?"
    for one in errand.found(*_OF_TIME)[:2]:
        yield f"{one.title} ({one.at}): is there a copy of the same query elsewhere?"


LANE: Final = Lane("database-reviewer", _comes_up, _asks, (SQLFLUFF,))
