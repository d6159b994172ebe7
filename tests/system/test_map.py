"""The map joins what code, configuration and pages say of one system, and shows what could not be joined."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.findings.map import Map
from mle_reviewer.system.map import map_of
from tests.system.making import system_of

TRAIN = """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def main():
    rows = pd.read_csv("data/loans.csv")
    train, test = train_test_split(rows, random_state=1)
    model = RandomForestClassifier().fit(train[["a"]], train["y"])
    print(roc_auc_score(test["y"], model.predict_proba(test[["a"]])[:, 1]))
    joblib.dump(model, "models/NAME.joblib")


if __name__ == "__main__":
    main()
"""
SERVE = """
import os

import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load(os.environ.get("MODEL", "/srv/models/NAME.joblib"))


@app.post("/predict")
def predict(rows: list):
    return model.predict(rows)
"""
DOCKERFILE = """
FROM python:3.12-slim
WORKDIR /srv
COPY . /srv
CMD ["uvicorn", "serve.app:app"]
"""
DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: loans}
spec:
  template:
    spec:
      containers:
        - {name: api, image: "registry.example.com/loans/api:1.4"}
        - {name: cache, image: "redis:7"}
"""
PREPARE = """
import pandas as pd


def main():
    pd.read_parquet("raw/applications.parquet").to_csv("data/loans.csv")


if __name__ == "__main__":
    main()
"""
DVC = """
stages:
  prepare:
    cmd: python prepare.py
  train:
    cmd: python train.py
"""


def drawn(folder: Path, files: dict[str, str]) -> Map:
    return map_of(system_of(folder, files))


def edges(found: Map) -> set[tuple[str, str]]:
    return {(one.source, one.target) for one in found.edges}


def whole(name: str = "loans") -> dict[str, str]:
    return {
        "prepare.py": PREPARE,
        "train.py": TRAIN.replace("NAME", name),
        "serve/app.py": SERVE.replace("NAME", name),
        "Dockerfile": DOCKERFILE,
        "deploy/deployment.yaml": DEPLOYMENT,
        "dvc.yaml": DVC,
    }


def test_a_model_from_its_rows_to_its_deployment(tmp_path: Path) -> None:
    found = drawn(tmp_path, whole())
    deployment = "deployment:deploy/deployment.yaml:loans"
    assert edges(found) == {
        ("data source:raw/applications.parquet", "pipeline:prepare.py"),
        ("pipeline:prepare.py", "dataset:data/loans.csv"),
        ("dataset:data/loans.csv", "training:train.py"),
        ("split:train.py", "training:train.py"),
        ("training:train.py", "metric:train.py"),
        ("training:train.py", "model:models/loans.joblib"),
        ("model:models/loans.joblib", "service:serve/app.py"),
        ("service:serve/app.py", deployment),
        ("pipeline:dvc.yaml", "pipeline:prepare.py"),
        ("pipeline:dvc.yaml", "training:train.py"),
    }
    assert found.gaps == ()
    assert found.models == ("models/loans.joblib",)
    assert {one.model for one in found.nodes} == {"models/loans.joblib"}
    shipped = found.node(deployment)
    assert shipped is not None
    assert str(shipped.at) == "deploy/deployment.yaml:2"


def test_several_models_stay_apart(tmp_path: Path) -> None:
    files = {
        "churn/train.py": TRAIN.replace("models/NAME", "churn/model").replace("data/loans", "data/churn"),
        "fraud/train.py": TRAIN.replace("models/NAME", "fraud/model").replace("data/loans", "data/fraud"),
        "serve/app.py": SERVE.replace("models/NAME", "fraud/model"),
    }
    found = drawn(tmp_path, files)
    assert found.models == ("churn/model.joblib", "fraud/model.joblib")
    lives = {one.id: one.model for one in found.nodes}
    assert lives["service:serve/app.py"] == lives["training:fraud/train.py"] == "fraud/model.joblib"
    assert lives["data source:data/churn.csv"] == "churn/model.joblib"
    assert ("model:churn/model.joblib", "service:serve/app.py") not in edges(found)


def test_a_model_that_nothing_writes_is_a_gap(tmp_path: Path) -> None:
    found = drawn(tmp_path, {"serve/app.py": SERVE.replace("NAME", "loans")})
    assert [(one.node, str(one.at)) for one in found.gaps] == [("model:srv/models/loans.joblib", "serve/app.py:8")]
    assert "nothing seen here writes it" in found.gaps[0].says


def test_a_model_that_lies_in_the_repository_is_none(tmp_path: Path) -> None:
    found = drawn(tmp_path, {"serve/app.py": SERVE.replace("NAME", "loans"), "models/loans.joblib": "x"})
    assert found.gaps == ()
    node = found.node("model:models/loans.joblib")
    assert node is not None
    assert node.says == "lies in the repository"


def test_a_model_that_is_kept_nowhere_is_a_gap(tmp_path: Path) -> None:
    found = drawn(tmp_path, {"train.py": TRAIN.replace('joblib.dump(model, "models/NAME.joblib")', "pass")})
    assert [one.says for one in found.gaps] == ["trains a model, and nothing was seen that keeps it"]


def test_an_image_that_nothing_builds_is_a_gap(tmp_path: Path) -> None:
    files = whole() | {"Dockerfile": "", "a/Dockerfile": DOCKERFILE, "b/Dockerfile": DOCKERFILE}
    found = drawn(tmp_path, files)
    assert [one.node for one in found.gaps] == ["deployment:deploy/deployment.yaml:loans"]


def test_a_repository_without_models_has_no_map(tmp_path: Path) -> None:
    assert drawn(tmp_path, {"prepare.py": PREPARE, "web.py": "print('hello')\n"}) == Map()


def test_a_language_model_is_one_that_was_trained_elsewhere(tmp_path: Path) -> None:
    found = drawn(tmp_path, {"ask.py": """
from openai import OpenAI

client = OpenAI()


def main():
    print(client.chat.completions.create(model="gpt-x", messages=[{"role": "user", "content": "hi"}]))


if __name__ == "__main__":
    main()
"""})  # fmt: skip
    assert edges(found) == {("external model:gpt-x", "scoring:ask.py")}
    assert found.models == ("gpt-x",)


def test_the_same_tree_gives_the_same_map(tmp_path: Path) -> None:
    first, second = drawn(tmp_path / "a", whole()), drawn(tmp_path / "b", dict(reversed(whole().items())))
    assert first == second
