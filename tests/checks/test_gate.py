"""What cannot bring a model about is not followed, and what may is, however it is spelled or spread over files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mle_reviewer.checks.anchors import anchors
from mle_reviewer.checks.gate import Gate
from mle_reviewer.checks.glance import BY_HAND, folded
from mle_reviewer.checks.importing import imports
from mle_reviewer.checks.knowing import table
from mle_reviewer.checks.run import analyse
from mle_reviewer.flow.effects import EFFECTS, MAKERS
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree

TRAINS = (
    "import joblib\nimport pandas as pd\nfrom sklearn.svm import SVC\nd = pd.read_csv('d.csv')\nSVC().fit(d, d.y)\n"
)
PLOTS = "import pandas as pd\nimport matplotlib.pyplot as plt\nplt.plot(pd.read_csv('d.csv').x)\n"


def followed(folder: Path, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    paths = sorted(files)
    gate = Gate(Layout(paths), Reader(FolderTree(str(folder))), table(), ("fit",))
    return gate.scripts(paths)


def test_where_nothing_trains_nothing_is_followed(tmp_path: Path) -> None:
    assert followed(tmp_path, {"plot.py": PLOTS, "store.py": f"{PLOTS}d.to_csv('e.csv')\n"}) == []


def test_training_in_a_helper_counts_for_whoever_imports_it(tmp_path: Path) -> None:
    files = {
        "plot.py": PLOTS,
        "run.py": "from pkg import (  # the model\n    steps,\n)\nsteps.go()\n",
        "pkg/__init__.py": "",
        "pkg/steps.py": "from .inner.deep import go\n",
        "pkg/inner/deep.py": f"def go():\n    {TRAINS.replace(chr(10), chr(10) + '    ')}\n",
    }
    assert followed(tmp_path, files) == ["pkg/inner/deep.py", "pkg/steps.py", "run.py"]


def test_both_ends_of_a_hand_off_are_followed_where_somebody_trains(tmp_path: Path) -> None:
    files = {
        "judge.py": "import joblib\nfrom sklearn.metrics import f1_score\nf1_score(1, joblib.load('m').predict(2))\n",
        "plot.py": PLOTS,
        "prepare.py": "import pandas as pd\npd.read_csv('raw.csv').dropna().to_csv('d.csv')\n",
        "train.py": TRAINS,
    }
    assert followed(tmp_path, files) == ["judge.py", "prepare.py", "train.py"]


@pytest.mark.parametrize(
    "code",
    [
        "getattr(model, 'fit')(X, y)",
        "learn = model.fit",
        "model.\\\nfit(X, y)",
        "model.ﬁt(X, y)",
        "from sklearn.model_selection import cross_val_score as judge\njudge(model, X, y)",
        "import lightgbm\nlightgbm.train({}, X)",
        "loss.backward()",
        "model.fit({'a': X}, y)",
        "model.fit(sample_weight=w, X=X)",
        "model.fit(**parts)",
        "import keras\nmodel.fit(x=X, y=y)",
        "class Model:\n    def fit(self, wait=True):\n        self.w = learn(self.rows)",
        "# not yet: model.fit(X)\nmodel.fit(X)  # now",
        "import transformers\nprint(model.generate(prompt))",
    ],
)
def test_training_is_seen_however_it_is_spelled(tmp_path: Path, code: str) -> None:
    assert followed(tmp_path, {"train.py": f"{code}\n"}) == ["train.py"]


@pytest.mark.parametrize(
    "code",
    [
        "profit = benefits + outfit_of(x)",
        "model.train()",
        "results.append(1)",
        "job.fit()",
        "job.fit(inputs=channels, wait=True)",
        "job.fit({'train': where}, logs=True)",
        "job.fit(  'bucket/train.csv')",
        "    # model.fit(X, y)\npass",
        "report.generate(rows)",
        "import lightgbm_helpers as lightgbm\nlightgbm.train({}, X)",
    ],
)
def test_look_alikes_are_not_followed(tmp_path: Path, code: str) -> None:
    assert followed(tmp_path, {"look.py": f"{code}\n"}) == []


def test_a_name_that_needs_its_library_may_find_it_in_another_file(tmp_path: Path) -> None:
    files = {"trees.py": "import lightgbm as learner\n", "run.py": "from trees import learner\nlearner.train({}, X)\n"}
    assert followed(tmp_path, files) == ["run.py"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a.b as c, d", {"a.b", "d"}),
        ("from .x import y as z, w  # import q", {".x:*", ".x:y", ".x:w", "q"}),
        ("from a import (b,  # )\n  c)", {"a:*", "a:b", "a:c"}),
        ("if x: from . import \\\n  m; import n", {".:*", ".:m", "n"}),
    ],
)
def test_imports_are_seen_without_parsing(text: str, expected: set[str]) -> None:
    assert expected <= set(imports(folded(text)))


def test_every_word_that_makes_an_act_is_one_of_the_vocabulary() -> None:
    assert all(words <= EFFECTS.keys() for words in MAKERS.values())
    assert anchors(table(), ("fit", "of-no-kind")) is None


def test_what_is_asked_for_by_name_is_always_followed(tmp_path: Path) -> None:
    (tmp_path / "plot.py").write_text(PLOTS, encoding="utf-8")
    (tmp_path / "broken.py").write_text("x = (\n", encoding="utf-8")
    tree = FolderTree(str(tmp_path))
    assert not analyse(tree).surfaces
    asked = analyse(tree, focus={"plot.py", "broken.py"})
    assert asked.surfaces == {"plot.py": frozenset({"data extraction"})}
    assert [gap.path for gap in asked.gaps] == ["broken.py"]


STORES = "import pandas as pd\npd.read_csv('raw.csv').dropna().to_csv('{}.csv')\n"


def test_of_many_scripts_that_store_only_those_near_one_that_trains_are_followed(tmp_path: Path) -> None:
    far = {f"other/{number}/store.py": STORES.format(f"o{number}") for number in range(120)}
    near = {
        f"{folder}/store.py": STORES.format("n") for folder in ("proj/model", "proj", "proj/model/steps", "proj/data")
    }
    found = followed(tmp_path, {**far, **near, "proj/model/train.py": TRAINS})
    assert found == ["proj/model/steps/store.py", "proj/model/store.py", "proj/model/train.py", "proj/store.py"]


def test_a_script_far_away_that_names_a_file_that_is_trained_on_is_followed_among_many(tmp_path: Path) -> None:
    leaks = (
        "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\nd = pd.read_csv('raw.csv')\n"
        "d[['a', 'b']] = StandardScaler().fit_transform(d[['a', 'b']])\nd.to_csv('ready/scaled.csv')\n"
    )
    trains = (
        "import pandas as pd\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.svm import SVC\n"
        "d = pd.read_csv('ready/scaled.csv')\n"
        "X, Z, y, z = train_test_split(d[['a', 'b']], d['y'], random_state=1)\nprint(SVC().fit(X, y).score(Z, z))\n"
    )
    files = {f"other/{number}/store.py": STORES.format(f"o{number}") for number in range(120)}
    for name, text in {**files, "prep/deep/scale.py": leaks, "models/svm/train.py": trains}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert [(one.check, one.at.path) for one in found] == [("fit-before-split", "prep/deep/scale.py")]


PARTED = "rows = open('d.csv').read().split()\ntrain, test = rows[:90], rows[90:]\n"


def looks_trained_by_hand(folder: Path, code: str) -> bool:
    (folder / "train.py").write_text(code, encoding="utf-8")
    gate = Gate(Layout(["train.py"]), Reader(FolderTree(str(folder))), table(), ("fit",))
    gate.scripts(["train.py"])
    return BY_HAND in gate.glances.words("train.py")


@pytest.mark.parametrize("code", [PARTED, f"import csv\n{PARTED}", "w = load()\nfor x in w:\n    w -= 0.1 * x\n"])
def test_a_model_by_hand_needs_no_library(tmp_path: Path, code: str) -> None:
    assert looks_trained_by_hand(tmp_path, code)
    assert followed(tmp_path, {"train.py": code}) == ["train.py"]


@pytest.mark.parametrize(
    "code",
    [
        f"import pandas as pd\n{PARTED}",  # what is done with the parts is named
        f"def test_parts():\n    {PARTED.splitlines()[1]}\n    load()\n",
        "words = load()\n" + "train, test, " * 50_000 + "held\n",  # however long, a list is gone through once
    ],
)
def test_parts_beside_a_library_in_tests_and_in_lists_are_no_model_by_hand(tmp_path: Path, code: str) -> None:
    assert not looks_trained_by_hand(tmp_path, code)


def test_each_of_many_words_in_one_line_is_looked_at_where_it_stands(tmp_path: Path) -> None:
    assert followed(tmp_path, {"train.py": "words = [" + "'fit', " * 50_000 + "]\nmodel.fit(X)\n"}) == ["train.py"]
