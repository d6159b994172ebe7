"""Two spellings are one stored thing by the parts that are known, and never by what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.program.sql.naming import tables_named
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.mapping.spelling import alike, spellings, told
from tests.system.making import system_of


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        ("models/churn.pkl", "models/churn.pkl", 3),
        ("/app/models/churn.pkl", "models/churn.pkl", 3),
        ("churn.pkl", "out/churn.pkl", 2),
        ("a/model.pkl", "b/model.pkl", 1),
        ("a/model.pkl", "a/other.pkl", 0),
        ("*/model.pkl", "artifacts/model.pkl", 3),
        ("checkpoint_*.pt", "runs/checkpoint_12.pt", 2),
        ("*", "models/churn.pkl", 0),
        ("models/*", "models/churn.pkl", 0),
        ("s3://bucket/churn.pkl", "bucket/churn.pkl", 3),
        ("../data/rows.csv", "data/rows.csv", 3),
        ("", "rows.csv", 0),
    ],
)
def test_alike(one: str, other: str, surely: int) -> None:
    assert alike(one, other) == surely
    assert alike(other, one) == surely


def test_many_stars_cost_nothing() -> None:
    assert alike("*a" * 140, "a" * 290) == 0


CODE = """
import argparse
import os
from pathlib import Path

BASE = Path(__file__).parent
parser = argparse.ArgumentParser()
parser.add_argument("--model-path", default="out/model.pkl")
args = parser.parse_args()
SETTINGS = {"path": "kept/m.joblib"}


class Config:
    path = "config/m.bin"


def name(version):
    return f"models/v{version}.pkl"


joined = os.path.join("models", "churn.pkl")
divided = BASE / "models" / "churn.pkl"
read_from = os.getenv("MODEL", "env/model.pkl")
asked = os.environ["MODEL"]
formatted = "checkpoint_{}.pt".format(read_from)
returned = name(3)
option = args.model_path
kept = SETTINGS["path"]
either = "a.pkl" if args.model_path else "b.pkl"
of_class = Config().path
"""


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("joined", ("models/churn.pkl",)),
        ("divided", ("*/models/churn.pkl",)),
        ("read_from", ("env/model.pkl",)),
        ("asked", ("*",)),
        ("formatted", ("checkpoint_*.pt",)),
        ("returned", ("models/v3.pkl",)),
        ("option", ("out/model.pkl",)),
        ("kept", ("kept/m.joblib",)),
        ("either", ("a.pkl", "b.pkl")),
        ("of_class", ("config/m.bin",)),
    ],
)
def test_spellings(tmp_path: Path, name: str, texts: tuple[str, ...]) -> None:
    world = system_of(tmp_path, {"settings.py": CODE}).indexed
    module = world.module("settings.py")
    assert module is not None
    term = next(step.term for step in module.top().every() if isinstance(step, Assign) and step.name == name)
    assert spellings(world, term, "settings.py") == texts


def test_what_names_nothing_is_not_told() -> None:
    assert told(("*", "models/*", "a.pkl", "")) == ("a.pkl",)


def test_tables_of_a_query() -> None:
    assert tables_named("WITH a AS (SELECT 1 FROM shop.orders) SELECT * FROM a JOIN `p.d.users` USING (id)") == (
        "shop.orders", "p.d.users",
    )  # fmt: skip
    assert tables_named("SELECT 1") == ()
    assert tables_named("data/from x.csv") is None
