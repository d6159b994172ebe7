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


def test_a_gate_stands_before_the_registry(tmp_path: Path) -> None:
    found = drawn(tmp_path, {"train.py": TRAIN.replace(
        'print(roc_auc_score(test["y"], model.predict_proba(test[["a"]])[:, 1]))',
        'auc = roc_auc_score(test["y"], model.predict_proba(test[["a"]])[:, 1])\n'
        '    if auc < 0.8:\n        raise SystemExit("not good enough")\n'
        '    mlflow.register_model("runs:/1/model", "loans")',
    ).replace("import joblib", "import joblib\nimport mlflow")})  # fmt: skip
    assert {
        ("training:train.py", "gate:train.py:main"),
        ("gate:train.py:main", "registry:loans"),
        ("training:train.py", "registry:loans"),
    } <= edges(found)
    assert found.gaps == ()


def test_who_takes_a_model_that_nobody_registers_is_a_gap(tmp_path: Path) -> None:
    loads = SERVE.replace("import joblib", "import mlflow").replace(
        'joblib.load(os.environ.get("MODEL", "/srv/models/NAME.joblib"))',
        'mlflow.pyfunc.load_model("models:/loans@champion")',
    )
    found = drawn(tmp_path, {"serve/app.py": loads})
    assert ("registry:loans", "service:serve/app.py") in edges(found)
    assert [one.node for one in found.gaps] == ["registry:loans"]


def test_what_a_platform_runs_beside_is_left_out(tmp_path: Path) -> None:
    other = DEPLOYMENT.replace("name: loans", "name: sql").replace("registry.example.com/loans/api", "acme/trino")
    files = whole() | {"deploy/sql.yaml": other, "Dockerfile": DOCKERFILE, "sql/Dockerfile": "FROM acme/base\n"}
    names = {one.name for one in drawn(tmp_path, files).nodes if one.role == "deployment"}
    assert names == {"loans"}


def test_a_signal_that_a_service_exposes_is_the_one_that_an_alert_watches(tmp_path: Path) -> None:
    files = whole()
    files["serve/app.py"] = (
        files["serve/app.py"]
        .replace("import joblib", "import joblib\nfrom prometheus_client import Counter")
        .replace("app = FastAPI()", 'app = FastAPI()\nREQUESTS = Counter("loan_requests", "how many")')
        .replace("    return", "    REQUESTS.inc()\n    return")
    )
    files["deploy/alerts.yaml"] = """
groups:
  - name: loans
    rules:
      - {alert: Silent, expr: "rate(loan_requests_total[10m]) == 0", for: 10m}
"""
    found = drawn(tmp_path, files)
    assert {
        ("service:serve/app.py", "signal:loan_requests"),
        ("signal:loan_requests", "alert:deploy/alerts.yaml:Silent"),
    } <= edges(found)
    assert found.gaps == ()
    alert = found.node("alert:deploy/alerts.yaml:Silent")
    assert alert is not None
    assert alert.model == "models/loans.joblib"


def test_what_code_deploys_by_itself(tmp_path: Path) -> None:
    found = drawn(tmp_path, {"deploy.py": """
import boto3

client = boto3.client("sagemaker")


def main():
    client.create_endpoint(EndpointName="loans", EndpointConfigName="loans-7")


if __name__ == "__main__":
    main()
"""})  # fmt: skip
    assert edges(found) == {("pipeline:deploy.py", "deployment:deploy.py:loans")}


def test_what_an_alert_watches(tmp_path: Path) -> None:
    rules = """
groups:
  - name: loans
    rules:
      - {alert: Unknown, expr: loans_strange_score > 0.2, for: 5m, annotations: {runbook_url: docs/gone.md}}
      - {alert: Pods, expr: "kube_pod_status_ready == 0", for: 5m}
"""
    found = drawn(tmp_path, whole() | {"deploy/alerts.yaml": rules})
    said = {one.node.rpartition(":")[2]: one.says for one in found.gaps if one.node.startswith("alert:")}
    assert said["Unknown"].startswith("watches loans_strange_score") or "runbook" in said["Unknown"]
    assert "Pods" not in said


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
