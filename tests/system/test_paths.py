"""Which paths code spells: joined, by default, by settings, through functions and options."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.system.paths import normal
from tests.system.worlds import system_of

HEAD = """\
import argparse
import os
from dataclasses import dataclass
from pathlib import Path

import joblib

ROOT = Path(__file__).parent
MODELS = "models"


@dataclass
class Settings:
    path: str = "models/set.pkl"


def named(name):
    return os.path.join(MODELS, f"{name}.pkl")


parser = argparse.ArgumentParser()
parser.add_argument("--model-path", default="models/option.pkl")
args = parser.parse_args()
"""


@pytest.mark.parametrize(
    ("spelled", "texts"),
    [
        ('"models/a.pkl"', {"models/a.pkl"}),
        ('MODELS + "/a.pkl"', {"models/a.pkl"}),
        ('f"{MODELS}/{unknown}.pkl"', {"models/?.pkl"}),
        ('Path("models") / "a.pkl"', {"models/a.pkl"}),
        ('ROOT / "a.pkl"', {"?/a.pkl", "./a.pkl"}),
        ('os.environ.get("MODEL", "models/b.pkl")', {"models/b.pkl"}),
        ('named("c")', {"models/c.pkl"}),
        ("args.model_path", {"models/option.pkl"}),
        ("Settings().path", {"models/set.pkl"}),
        ('open("models/d.pkl", "rb")', {"models/d.pkl"}),
        ('Path("models/a.joblib").with_suffix(".pkl")', {"models/a.pkl"}),
        ("unknown()", set()),
    ],
)
def test_spelled(spelled: str, texts: set[str], tmp_path: Path) -> None:
    system = system_of(tmp_path, {"a.py": f"{HEAD}\nmodel = joblib.load({spelled})\n"})
    (found,) = [one for one in system.artifacts if one.how == "read"]
    given = set(system.spelled.spelled(found.path))
    assert given <= texts
    assert bool(given) == bool(texts)


def test_normal() -> None:
    assert normal("./models//a.pkl") == normal("../models/a.pkl") == normal("models\\a.pkl") == "models/a.pkl"
