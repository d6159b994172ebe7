"""A change is judged with what its documents set going, hand over and take: end to end, on real repositories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.findings.review import Review
from mle_reviewer.review.engine import built_in
from tests.review.test_journey import reviewed

Repository = Callable[..., Path]
PREPARE = """\
import sys
import pandas as pd
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("raw.csv")
{scale}
df.to_parquet(sys.argv[1] if len(sys.argv) > 1 else "f.parquet")
"""
SCALED = PREPARE.format(scale="df[['a']] = StandardScaler().fit_transform(df[['a']])")
PLAIN = PREPARE.format(scale="")
TRAIN = """\
import sys
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

df = pd.read_parquet(sys.argv[1] if len(sys.argv) > 1 else "f.parquet")
a, b = train_test_split(df, random_state=0)
print(LogisticRegression().fit(a[["a"]], a.y).score(b[["a"]], b.y))
"""
STAGES = "stages:\n  p: {{cmd: python prepare.py g.parquet}}\n  t: {{cmd: python train.py {}.parquet}}\n"
MAKE = "all:\n\tpython prepare.py\n\tpython train.py {}\n"


def look(root: Path, *, all_files: bool = False) -> Review:
    return reviewed(root, look=built_in(), all_files=all_files)


def leaks(found: Review) -> list[tuple[str, str, str]]:
    return [(one.check, one.at.path, one.scope) for one in found.findings]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"prepare.py": PLAIN, "train.py": TRAIN}, {"prepare.py": SCALED}),
        ({"prepare.py": SCALED, "train.py": "x = 1\n"}, {"train.py": TRAIN}),
        ({"prepare.py": SCALED, "train.py": TRAIN, "dvc.yaml": STAGES.format("h")}, {"dvc.yaml": STAGES.format("g")}),
        ({"prepare.py": SCALED, "train.py": TRAIN, "Makefile": MAKE.format("h")}, {"Makefile": MAKE.format("")}),
    ],
    ids=["the writer", "the reader", "dvc.yaml alone", "the Makefile alone"],
)
def test_a_hand_off_that_a_change_brings(repository: Repository, before: dict[str, str], after: dict[str, str]) -> None:
    found = look(repository(before, after))
    assert leaks(found) == [("fit-before-split", "prepare.py", "introduced")]
    assert found.decision.verdict == "BLOCK"


SEEDED = """\
import joblib
import pandas as pd
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

df = pd.read_csv("raw.csv")
a, b = train_test_split(df, random_state=yaml.safe_load(open("params.yaml"))["split"]["seed"])
"""


def test_a_seed_taken_from_the_settings(repository: Repository) -> None:
    before = {
        "train.py": SEEDED + "joblib.dump(LogisticRegression().fit(a[['x']], a.y), 'm.joblib')\n",
        "judge.py": SEEDED + "print(f1_score(b.y, joblib.load('m.joblib').predict(b[['x']])))\n",
        "params.yaml": "split:\n  seed: 3\n",
    }
    found = look(repository(before, {"params.yaml": "split:\n  seed:\n"}))
    assert leaks(found) == [("scored-on-training-rows", "judge.py", "introduced")]


HOUSE = """\
library: acme-features
module: acme.features
classes:
  Shrinker: {role: transformer, learns: scale}
functions:
  cut: {call: "(rows, share=0.2, seed=None)", effect: split, arrays: rows, seed: seed, test_size: share, layout: sides}
"""
USES = """\
import pandas as pd
from acme.features import Shrinker, cut
from sklearn.linear_model import LogisticRegression

df = pd.read_csv("raw.csv")
{before}
train, test = cut(df, seed=1)
print(LogisticRegression().fit(train[["x"]], train.y).score(test[["x"]], test.y))
"""
LEAKY = USES.format(before='df[["x"]] = Shrinker().fit_transform(df[["x"]])')
PAGE = ".mle-reviewer/knowledge/acme.yaml"


def test_in_house_knowledge_makes_a_leak_visible(repository: Repository) -> None:
    found = look(repository({PAGE: HOUSE, "train.py": USES.format(before="")}, {"train.py": LEAKY}))
    assert leaks(found) == [("fit-before-split", "train.py", "introduced")]


def test_without_it_nothing_is_known(repository: Repository) -> None:
    found = look(repository({"train.py": USES.format(before="")}, {"train.py": LEAKY}))
    assert "fit-before-split" not in {one.check for one in found.findings}


def test_with_all_it_is_read_from_the_tree(repository: Repository) -> None:
    found = look(repository({PAGE: HOUSE, "train.py": LEAKY}), all_files=True)
    assert leaks(found) == [("fit-before-split", "train.py", "present")]


def test_a_change_teaches_its_own_review_nothing(repository: Repository) -> None:
    lenient = HOUSE.replace("learns: scale", "learns: none")
    found = look(repository({PAGE: HOUSE, "train.py": USES.format(before="")}, {PAGE: lenient, "train.py": LEAKY}))
    assert ("fit-before-split", "train.py", "introduced") in leaks(found)
    assert ("policy-changed", PAGE, "introduced") in leaks(found)


def test_a_page_that_cannot_be_used_is_a_gap(repository: Repository) -> None:
    files = {PAGE: "library: x\nmodule: y\nfunctions: {f: {effect: fly}}\n", "train.py": LEAKY}
    found = look(repository(files), all_files=True)
    assert [(gap.path, gap.line) for gap in found.gaps] == [(PAGE, 3)]
