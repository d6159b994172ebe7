"""Pipeline definitions become stages, with their templates and variables filled in."""

from __future__ import annotations

from collections.abc import Mapping

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.program.pipelines.documents import definitions, form_of, stages_of
from mle_reviewer.program.pipelines.stage import Stage
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap


def document(path: str, text: str) -> Document:
    found = document_of(path, "", text.encode())
    assert not isinstance(found, Gap)
    return found


def stages(path: str, text: str, others: Mapping[str, str] | None = None) -> list[Stage]:
    def read(other: str) -> Entry | None:
        text = (others or {}).get(other)
        return None if text is None else read_entries(document(other, text))[0][0]

    found, gaps = stages_of(document(path, text), read)
    assert not gaps
    return found


def words(found: list[Stage]) -> list[tuple[str, list[tuple[str, tuple[str | None, ...]]]]]:
    return [(one.name, [(start.target, start.args) for start in one.launches]) for one in found]


DVC = """\
vars:
  - folder: data
  - conf/more.yaml:kinds
stages:
  prepare:
    wdir: work
    cmd: python prepare.py ${folder}/raw.csv
    deps: [prepare.py, ../data/raw.csv]
    outs:
      - features.parquet:
          cache: false
  train:
    foreach: ${kinds}
    do:
      cmd:
        - python train.py --kind ${item} --seed ${train.seed}
        - python check.py
      deps: [work/features.parquet]
  grid:
    matrix:
      a: [1, 2]
      b: [x]
    cmd: python grid.py ${item.a} ${item.b} ${unknown}
"""


def test_dvc_stages_with_templates() -> None:
    others = {"conf/more.yaml": "kinds: [rf, svm]\nother: 1\n", "params.yaml": "train: {seed: 5}\n"}
    found = stages("dvc.yaml", DVC, others)
    assert words(found) == [
        ("prepare", [("prepare.py", ("data/raw.csv",))]),
        ("train@rf", [("train.py", ("--kind", "rf", "--seed", "5")), ("check.py", ())]),
        ("train@svm", [("train.py", ("--kind", "svm", "--seed", "5")), ("check.py", ())]),
        ("grid@1-x", [("grid.py", ("1", "x", None))]),
        ("grid@2-x", [("grid.py", ("2", "x", None))]),
    ]
    assert found[0].launches[0].folder == "work"
    assert found[0].takes == {"work/prepare.py", "data/raw.csv"}
    assert found[0].gives == {"work/features.parquet"}


MAKE = """\
PY ?= python3
DATA := data
OUT = $(DATA)/features.csv
.PHONY: all train
all: train
$(OUT): src/prepare.py $(DATA)/raw.csv
\t$(PY) $< --out $@
train: $(OUT) | dirs
\t@cd src && $(PY) train.py \\
\t  --data ../$(OUT) --seed $(SEED)
\t$(PY) report.py
dirs: ; mkdir -p out
"""


def test_makefile_rules() -> None:
    found = stages("Makefile", MAKE)
    assert words(found) == [
        ("all", []),
        ("data/features.csv", [("src/prepare.py", ("--out", "data/features.csv"))]),
        ("train", [("train.py", ("--data", "../data/features.csv", "--seed", None)), ("report.py", ())]),
        ("dirs", []),
    ]
    assert [one.folder for one in found[2].launches] == ["src", "."]
    assert found[1].gives == {"data/features.csv"}
    assert found[2].takes == {"data/features.csv"}
    assert found[2].after == {"data/features.csv", "dirs"}


def test_a_workflow_s_jobs() -> None:
    text = (
        "on: push\njobs:\n  test: {steps: [{run: pytest}]}\n  train:\n    needs: test\n    steps:\n"
        "      - uses: actions/checkout@v4\n      - working-directory: ml\n        run: |\n"
        "          pip install .\n          python train.py --tag ${{ github.sha }}\n"
    )
    found = stages(".github/workflows/train.yml", text)
    assert words(found) == [("test", []), ("train", [("train.py", ("--tag", None))])]
    assert found[1].after == {"test"}
    assert found[1].launches[0].folder == "ml"


def test_gitlab_jobs_go_by_stage() -> None:
    text = "stages: [a, b]\ntrain: {stage: b, script: [python train.py]}\nprep: {stage: a, script: [python prep.py]}\n"
    found = stages(".gitlab-ci.yml", text)
    assert [(one.name, sorted(one.after)) for one in found] == [("train", ["prep"]), ("prep", [])]


def test_entry_points_of_a_project() -> None:
    text = (
        "entry_points:\n  main:\n    parameters:\n      data: {type: string, default: a.csv}\n      rate: float\n"
        '    command: "python train.py {data} --rate {rate}"\n'
    )
    assert words(stages("MLproject", text)) == [("main", [("train.py", ("a.csv", "--rate", None))])]


def test_a_broken_definition_is_a_gap() -> None:
    found, gaps = stages_of(document("dvc.yaml", "stages:\n  a: {cmd: python a.py\n"), lambda _path: None)
    assert found == []
    assert [gap.stage for gap in gaps] == ["parse"]


def test_which_documents_define_pipelines() -> None:
    paths = ["a.yaml", "run.sh", "sub/dvc.yaml", "Makefile", ".github/workflows/ci.yml", "x/workflows/a.yml"]
    assert definitions(paths) == ["sub/dvc.yaml", "Makefile", "run.sh", ".github/workflows/ci.yml"]
    assert form_of("params.yaml") == ""
