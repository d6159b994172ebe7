"""What one document stores another reads: whatever the path is spelled like, and whoever says how scripts are run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import of_rows

PREPARE = """\
import sys
import pandas as pd
from sklearn.preprocessing import StandardScaler
{before}
df = pd.read_csv("data/raw.csv")
df[["a", "b"]] = StandardScaler().fit_transform(df[["a", "b"]])
df.to_parquet({out})
"""
TRAIN = """\
import sys
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
{before}
df = pd.read_parquet({path})
X_tr, X_te, y_tr, y_te = train_test_split(df.drop(columns="y"), df["y"], random_state=0)
print(LogisticRegression().fit(X_tr, y_tr).score(X_te, y_te))
"""


def found(folder: Path, files: Mapping[str, str]) -> list[Finding]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    analysis = analyse(FolderTree(str(folder)))
    assert not analysis.gaps
    return list(of_rows(analysis.findings))


def prepare(out: str, before: str = "") -> str:
    return PREPARE.format(out=out, before=before)


def train(path: str, before: str = "") -> str:
    return TRAIN.format(path=path, before=before)


HERE = "from pathlib import Path\nROOT = Path(__file__).resolve().parents[1]"
ARGS = (
    "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--data', {})\nargs = parser.parse_args()"
)
SAME: dict[str, dict[str, str]] = {
    "spelled alike": {"a.py": prepare("'f.parquet'"), "b.py": train("'f.parquet'")},
    "reader before writer": {"b.py": prepare("'f.parquet'"), "a.py": train("'f.parquet'")},
    "dots and slashes": {"a.py": prepare("'./data//f.parquet'"), "b.py": train("'data/x/../f.parquet'")},
    "from a folder beside": {"src/a.py": prepare("'../data/f.parquet'"), "b.py": train("'data/f.parquet'")},
    "pathlib and __file__": {
        "src/a.py": prepare("ROOT / 'data' / 'f.parquet'", HERE),
        "src/b.py": train("os.path.join('data', 'f.parquet')", "import os"),
    },
    "a constant of another module": {
        "config.py": "from pathlib import Path\nDATA = Path('data')\n"
        "FEATURES = DATA.joinpath('f').with_suffix('.parquet')\n",
        "a.py": prepare("config.FEATURES", "import config"),
        "b.py": train("FEATURES", "from config import FEATURES"),
    },
    "formatted": {
        "a.py": prepare("f'{name}.parquet'", "name = 'data/f'"),
        "b.py": train("'{}/{name}.parquet'.format('data', name='f')"),
    },
    "settings": {
        "params.yaml": "paths:\n  features: data/f.parquet\n",
        "a.py": prepare("p['paths']['features']", "import yaml\np = yaml.safe_load(open('params.yaml'))"),
        "b.py": train("p.paths.features", "from omegaconf import OmegaConf\np = OmegaConf.load('params.yaml')"),
    },
    "settings in JSON and TOML": {
        "c.json": '{"out": "data/f.parquet"}',
        "c.toml": '[data]\nin = "data/f.parquet"\n',
        "a.py": prepare("p['out']", "import json\nwith open('c.json') as f:\n    p = json.load(f)"),
        "b.py": train("p['data']['in']", "import tomllib\np = tomllib.loads(open('c.toml').read())"),
    },
    "defaults of options": {
        "a.py": prepare("args.data", ARGS.format("default='data/f.parquet'")),
        "b.py": train("os.getenv('DATA', 'data/f.parquet')", "import os"),
    },
    "dvc stages": {
        "dvc.yaml": "stages:\n"
        "  train: {cmd: python train.py --data d/f.parquet, deps: [d/f.parquet]}\n"
        "  prep: {cmd: python prep.py d/f.parquet, outs: [d]}\n",
        "prep.py": prepare("sys.argv[1]"),
        "train.py": train("args.data", ARGS.format("required=True")),
    },
    "a Makefile": {
        "Makefile": "F = out/f.parquet\nall: train\ntrain: $(F)\n\tpython -m b $(F)\n$(F): raw.csv\n\tpython a.py $@\n",
        "a.py": prepare("sys.argv[1]"),
        "b.py": train("sys.argv[1]"),
    },
    "click": {
        "run.sh": "python a.py --out x/f.parquet\npython b.py x/f.parquet\n",
        "a.py": PREPARE.format(before="import click", out="0").partition("df =")[0]
        + "@click.command()\n@click.option('--out', default='y')\ndef main(out):\n"
        + "    df = pd.read_csv('d.csv')\n    df[['a']] = StandardScaler().fit_transform(df[['a']])\n"
        + "    df.to_parquet(out)\nmain()\n",
        "b.py": train("sys.argv[1]"),
    },
    "typer and fire": {
        "run.sh": "python a.py --out x/f.parquet\npython b.py\n",
        "a.py": PREPARE.format(before="import fire", out="0").partition("df =")[0]
        + "def main(out):\n    df = pd.read_csv('d.csv')\n"
        + "    df[['a']] = StandardScaler().fit_transform(df[['a']])\n    df.to_parquet(out)\nfire.Fire(main)\n",
        "b.py": TRAIN.partition("{before}")[0]
        + "import typer\ndef main(path: str = typer.Option('x/f.parquet')):\n    df = pd.read_parquet(path)\n"
        + "    a, b = train_test_split(df)\n"
        + "    print(LogisticRegression().fit(a[['a']], a.y).score(b[['a']], b.y))\ntyper.run(main)\n",
    },
}


@pytest.mark.parametrize("files", SAME.values(), ids=SAME.keys())
def test_one_file_has_one_name(tmp_path: Path, files: Mapping[str, str]) -> None:
    (leak,) = found(tmp_path, files)
    assert (leak.check, leak.severity.name) == ("fit-before-split", "HIGH")
    says = [step.says for step in leak.trace]
    assert any(one.startswith("written here (to_parquet(") for one in says)
    assert any(one.startswith("read here (read_parquet(") for one in says)
    assert len({step.at.path for step in leak.trace}) > 1


OTHER: dict[str, dict[str, str]] = {
    "another file": {"a.py": prepare("'data/f.parquet'"), "b.py": train("'data/g.parquet'")},
    "the same name in another folder": {"a.py": prepare("'x/f.parquet'"), "b.py": train("'y/f.parquet'")},
    "an argument nobody gives": {
        "a.py": prepare("args.data", ARGS.format("required=True")),
        "b.py": train("args.data", ARGS.format("required=True")),
    },
    "other arguments": {
        "run.sh": "python a.py x.parquet\npython b.py y.parquet\n",
        "a.py": prepare("sys.argv[1]"),
        "b.py": train("sys.argv[1]"),
    },
}


@pytest.mark.parametrize("files", OTHER.values(), ids=OTHER.keys())
def test_other_files_are_not_joined(tmp_path: Path, files: Mapping[str, str]) -> None:
    assert found(tmp_path, files) == []


TWICE = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
{before}
df = pd.read_csv("d.csv")
train, test = train_test_split(df, test_size=0.2, random_state={seed})
"""
FIT = TWICE + "joblib.dump({{'model': RandomForestClassifier().fit(train[['a']], train.y), 'n': 1}}, 'm.joblib')\n"
JUDGE = TWICE + "print(f1_score(test.y, joblib.load('m.joblib')['model'].predict(test[['a']])))\n"
SEEDS = "import yaml\np = yaml.safe_load(open('params.yaml'))"


def test_two_scripts_that_each_draw_their_own_split(tmp_path: Path) -> None:
    (leak,) = found(
        tmp_path, {"judge.py": JUDGE.format(before="", seed=None), "train.py": FIT.format(before="", seed=None)}
    )
    assert (leak.check, leak.severity.name, leak.at.path) == ("scored-on-training-rows", "CRITICAL", "judge.py")
    assert [step.says.partition("(")[0].strip() for step in leak.trace] == [
        "rows come from read_csv", "trained here", "written here", "read here", "split again here",
        "judged here on rows it was trained on",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "seeds"),
    [
        ({"params.yaml": "seed: 3\n"}, ("p['seed']", "p['seed']")),
        ({"params.yaml": "seed: 3\n"}, ("p['seed']", "3")),
        ({}, ("p['seed']", "p['seed']")),
        ({}, ("args.seed", "args.seed")),
    ],
)
def test_equal_seeds_are_one_split(tmp_path: Path, files: Mapping[str, str], seeds: tuple[str, str]) -> None:
    before = SEEDS if "p[" in seeds[0] else ARGS.format("default=1") + "\nargs.seed = args.data"
    made = {
        "train.py": FIT.format(before=before, seed=seeds[0]), "judge.py": JUDGE.format(before=before, seed=seeds[1]),
    }  # fmt: skip
    assert found(tmp_path, {**files, **made}) == []


@pytest.mark.parametrize("seed", ["rng", "None"])
def test_a_seeded_generator_draws_the_same_at_each_start(tmp_path: Path, seed: str) -> None:
    before = "import numpy as np\nrng = np.random.RandomState(7)\nnp.random.seed(7)"
    made = {"train.py": FIT.format(before=before, seed=seed), "judge.py": JUDGE.format(before=before, seed=seed)}
    assert found(tmp_path, made) == []


def test_what_a_generator_draws_twice_is_two_splits(tmp_path: Path) -> None:
    again = (
        FIT.format(before="import numpy as np\nnp.random.seed(7)", seed="None")
        .replace("joblib.dump(", "model = (")
        .replace(", 'm.joblib')", ")")
    )
    again += "c, d = train_test_split(df, test_size=0.2)\nprint(f1_score(d.y, model['model'].predict(d[['a']])))\n"
    assert [one.check for one in found(tmp_path, {"train.py": again})] == ["scored-on-training-rows"]


@pytest.mark.parametrize(
    ("first", "second", "leaks"),
    [("3", "4", 1), ("3", "args.seed", 0), ("3", "3, stratify=df.y", 1), ("3", "3, shuffle=True", 0)],
)
def test_splits_of_one_table_that_may_differ(tmp_path: Path, first: str, second: str, leaks: int) -> None:
    before = "from acme import args"
    made = {"train.py": FIT.format(before=before, seed=first), "judge.py": JUDGE.format(before=before, seed=second)}
    assert len(found(tmp_path, made)) == leaks


def test_rows_made_twice_in_the_same_way_are_the_same(tmp_path: Path) -> None:
    """A helper filters by settings; the order of the two scripts and what is around them does not matter."""
    helper = (
        "import pandas as pd\ndef load(limits=None):\n    df = pd.read_csv('d.csv')\n    limits = limits or {}\n"
        "    if 'a' in df.columns:\n        df = df[df.a > limits.get('low', 0)]\n    return df[df.b.notna()]\n"
    )
    use = "from helper import load\nfrom acme import limits"
    made = {
        "helper.py": helper,
        "train.py": FIT.format(before=use, seed=1).replace('pd.read_csv("d.csv")', "load(limits)"),
        "judge.py": JUDGE.format(before=use, seed=1).replace('pd.read_csv("d.csv")', "load(limits)"),
    }
    assert found(tmp_path, made) == []


def test_each_project_of_a_repository_has_files_of_its_own(tmp_path: Path) -> None:
    files = {"one/setup.py": "", "two/requirements.txt": "", "one/src/a.py": prepare("'f.parquet'")}
    assert found(tmp_path, {**files, "two/b.py": train("'f.parquet'")}) == []
    assert len(found(tmp_path, {**files, "one/b.py": train("'f.parquet'")})) == 1


def test_what_is_done_after_writing_is_not_written(tmp_path: Path) -> None:
    first, last = prepare("'f.parquet'").split('df[["a", "b"]] = ')
    later = f"{first}df.to_parquet('f.parquet')\ndf[['a', 'b']] = {last.partition('df.to')[0]}"
    assert found(tmp_path, {"a.py": later, "b.py": train("'f.parquet'")}) == []


def test_notebooks_and_scripts_hand_files_to_each_other(tmp_path: Path) -> None:
    source = [
        "import pandas as pd\ndf = pd.read_csv('../data/raw.csv')\n",
        "df['a'] = df['a'].fillna(df['a'].mean())\ndf.to_parquet('../data/f.parquet')\n",
    ]
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": one, "metadata": {}, "outputs": [], "execution_count": None} for one in source
    ]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    plain = json.dumps({"cells": cells[:1], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    files = {"notebooks/clean.ipynb": notebook, "notebooks/eda.ipynb": plain, "train.py": train("'data/f.parquet'")}
    (leak,) = found(tmp_path, files)
    assert (leak.at.path, leak.at.cell, leak.at.line) == ("notebooks/clean.ipynb", 2, 1)
    assert [step.at.path for step in leak.trace if step.says.startswith("read here")] == ["train.py"]


def book(*sources: str) -> str:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": one, "metadata": {}, "outputs": [], "execution_count": None} for one in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


LOADS = """\
import pandas as pd
from sklearn.preprocessing import StandardScaler
def load(path):
    df = pd.read_csv(path)
    return StandardScaler().fit_transform(df.drop(columns="y")), df["y"]
"""
USES = """\
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
X, y = load("d.csv")
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=0)
print(LogisticRegression().fit(X_tr, y_tr).score(X_te, y_te))
"""
MAIN = "if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in USES.splitlines())


@pytest.mark.parametrize(
    ("cells", "cell", "line"),
    [
        (["1", f"%%writefile prepare.py\n{LOADS}", f"%%writefile train.py\nfrom prepare import load\n{MAIN}"], 2, 6),
        ([f"%%writefile lib/prepare.py\n{LOADS}", f"from lib.prepare import load\n{USES}"], 1, 6),
        ([f"%%writefile train.py\n{LOADS}", f"%%writefile -a train.py\n{MAIN}"], 1, 6),
        (["%%writefile train.py\nx = 1", f"%%writefile train.py\n{LOADS}{MAIN}"], 2, 6),
    ],
)
def test_a_file_that_a_notebook_writes_is_followed_where_it_stands(
    tmp_path: Path, cells: list[str], cell: int, line: int
) -> None:
    (leak,) = found(tmp_path, {"work.ipynb": book(*cells)})
    assert (leak.check, leak.at.path, leak.at.cell, leak.at.line) == ("fit-before-split", "work.ipynb", cell, line)


def test_a_file_that_a_notebook_writes_is_followed_once_where_the_tree_holds_it(tmp_path: Path) -> None:
    files = {"work.ipynb": book(f"%%writefile train.py\n{LOADS}{MAIN}"), "train.py": LOADS + MAIN}
    assert [one.at.path for one in found(tmp_path, files)] == ["train.py"]


def test_the_names_of_a_script_that_a_notebook_runs_are_its_own(tmp_path: Path) -> None:
    (leak,) = found(tmp_path, {"nb/work.ipynb": book("%run ../prepare.py", USES), "prepare.py": LOADS})
    assert (leak.at.path, leak.at.line) == ("prepare.py", 5)


def test_a_cell_of_sql_makes_a_table(tmp_path: Path) -> None:
    query = "%%bigquery df\nSELECT *, LEAD(paid) OVER (PARTITION BY customer ORDER BY day) AS later\nFROM sales"
    use = USES.replace('X, y = load("d.csv")', "X, y = df.drop(columns='y'), df['y']").replace(
        "random", "shuffle=False, random"
    )
    (leak,) = found(tmp_path, {"work.ipynb": book(query, use)})
    assert (leak.check, leak.at.cell, leak.at.line) == ("look-ahead-feature", 1, 2)


def test_pipelines_of_nodes_hand_data_sets_to_each_other(tmp_path: Path) -> None:
    """The one that prepares trains nothing, and stands behind the other."""
    files = {
        "src/p/zeros/nodes.py": "def fill(t):\n    t['a'] = t['a'].fillna(t['a'].median())\n    return t\n",
        "src/p/zeros/pipeline.py": "from kedro.pipeline import Pipeline, node\nfrom .nodes import fill\n"
        "def create_pipeline(**kwargs):\n    return Pipeline([node(func=fill, inputs='raw', outputs='filled')])\n",
        "src/p/model/nodes.py": "from sklearn.linear_model import LogisticRegression\n"
        "from sklearn.model_selection import train_test_split\n"
        "def split(t, seed):\n    return train_test_split(t[['a']], t['y'], random_state=seed)\n"
        "def train(a, b, c, d):\n    return LogisticRegression().fit(a, c).score(b, d)\n",
        "src/p/model/pipeline.py": "from kedro.pipeline import node, pipeline\nfrom .nodes import split, train\n"
        "def create_pipeline(**kwargs):\n    parts = ['a', 'b', 'c', 'd']\n"
        "    return pipeline([node(train, parts, 'score'), node(split, ['filled', 'params:m.seed'], parts)])\n",
        "conf/base/parameters/m.yml": "m: {seed: 1}\n",
        "conf/base/catalog.yml": "raw: {type: pandas.CSVDataset, filepath: data/raw.csv}\n",
        "notebooks/look.py": "import pandas as pd\nprint(pd.read_csv('data/raw.csv').describe())\n",
    }
    (leak,) = found(tmp_path, files)
    assert (leak.check, leak.at.path) == ("fit-before-split", "src/p/zeros/nodes.py")
    says = [step.says for step in leak.trace]
    assert says[0] in {"rows come from the data set 'raw'", "rows come from read_csv('data/raw.csv')"}
    assert "taken here (the data set 'filled')" in says
