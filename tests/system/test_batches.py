"""Batch scoring is told from evaluations by what is kept, across functions, steps and what an application keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.system.making import system_of

if TYPE_CHECKING:
    from pathlib import Path

JOB = """
import joblib
import pandas as pd


def load():
    return joblib.load("model.joblib")


def score(model, rows):
    rows["churn"] = model.predict(rows)
    return rows


def write(rows):
    rows.to_parquet("scores.parquet")


def main():
    rows = pd.read_parquet("rows.parquet")
    write(score(load(), rows))


if __name__ == "__main__":
    main()
"""
EVALUATION = """
import json
import joblib
import pandas as pd
from sklearn.metrics import roc_auc_score


def main():
    model = joblib.load("model.joblib")
    rows = pd.read_parquet("test.parquet")
    auc = roc_auc_score(rows["y"], model.predict(rows[["a"]]))
    with open("metrics.json", "w") as file:
        json.dump({"auc": auc}, file)


if __name__ == "__main__":
    main()
"""
STATE = """
import joblib
from fastapi import FastAPI, Request


class Scorer:
    def __init__(self):
        self.model = joblib.load("model.joblib")

    def assess(self, rows):
        return self.model.predict(rows)


app = FastAPI()
app.state.scorer = Scorer()


@app.post("/assess")
def assess(request: Request, rows: list):
    return getattr(request.app.state, "scorer", None).assess(rows)
"""
HANDED = """
from fastapi import FastAPI

app = FastAPI()


@app.post("/ask")
def ask(rows: list, services=None):
    return services["scorer"].assess(rows)
"""
SCORER = """
import joblib


class Scorer:
    def __init__(self):
        self.model = joblib.load("model.joblib")

    def assess(self, rows):
        return self.model.predict(rows)
"""


def test_a_job_in_pieces_serves(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"job.py": JOB}).roles.serves
    assert [(one.at.line, one.reached) for one in found] == [(11, "by hand")]


def test_an_evaluation_that_keeps_its_figures_does_not(tmp_path: Path) -> None:
    assert system_of(tmp_path, {"evaluate.py": EVALUATION}).roles.serves == ()


def test_a_model_that_the_application_keeps_answers(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"api.py": STATE}).roles.serves
    assert [one.at.line for one in found] == [18]


def test_a_method_that_one_class_has_is_entered_on_something_unknown(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"api.py": HANDED, "scorer.py": SCORER}).roles.serves
    assert [str(one.at) for one in found] == ["api.py:7"]


INJECTED = """
import pydantic
import registry
import store


class Job(pydantic.BaseModel):
    loader: registry.Kind = pydantic.Field(registry.Loader(), discriminator="kind")
    outputs: store.Kind = pydantic.Field(..., discriminator="kind")

    def run(self, rows):
        model = self.loader.fetch("models:/churn@champion")
        self.outputs.put(model.predict(rows))


if __name__ == "__main__":
    Job().run([1])
"""
REGISTRY = """
import mlflow


class Loader:
    def fetch(self, uri):
        return mlflow.pyfunc.load_model(uri)
"""
STORE = """
import pandas as pd


class Parquet:
    def put(self, data):
        pd.DataFrame(data).to_parquet("scores.parquet")
"""
UNSEEN = """
import os
from fastapi import FastAPI
from sklearn.svm import SVC

app = FastAPI()


@app.post("/predict")
def predict(rows: list):
    return app.registry[os.environ["NAME"]](rows)


@app.get("/notes")
def notes():
    return []


def train(X, y):
    SVC().fit(X, y)
"""


def test_a_job_that_is_given_its_loader_and_writer_serves(tmp_path: Path) -> None:
    files = {"job.py": INJECTED, "registry.py": REGISTRY, "store.py": STORE}
    assert [str(one.at).partition(":")[0] for one in system_of(tmp_path, files).roles.serves] == ["job.py"]


def test_a_request_for_predictions_is_likely_answered_by_a_model(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"api.py": UNSEEN}).roles.serves
    assert [one.says for one in found] == ["answers requests as POST /predict; which model answers was not seen"]


def test_such_a_name_says_nothing_where_nothing_is_trained(tmp_path: Path) -> None:
    assert not system_of(tmp_path, {"api.py": UNSEEN.partition("def train")[0]}).roles.serves


SCORED = """
import joblib
from deltalake import write_deltalake


def live(rows):
    model = joblib.load("model.joblib")
    keep(model.predict(rows))


def keep(scores):
    write_deltalake("lake/scores", scores, mode="append")


if __name__ == "__main__":
    live([[1.0]])
"""
TRAINED = """
import joblib
import pandas as pd
from sqlalchemy import create_engine, text
from sklearn.linear_model import LogisticRegression


def learn(rows):
    model = LogisticRegression().fit(rows[["a"]], rows["y"])
    joblib.dump(model, "model.joblib")
    return model


def score(model, rows):
    scored = rows.copy()
    scored["chance"] = model.predict_proba(rows[["a"]])[:, 1]
    return scored


def insert(engine, scored):
    kept = []
    for _, row in scored.iterrows():
        kept.append({"id": row["id"], "chance": float(row["chance"])})
    with engine.begin() as conn:
        conn.execute(text("INSERT INTO scores (id, chance) VALUES (:id, :chance)"), kept)


def monthly(engine):
    model = learn(pd.read_parquet("labelled.parquet"))
    if input():
        model = joblib.load("model.joblib")
    insert(engine, score(model, pd.read_parquet("active.parquet")))


if __name__ == "__main__":
    monthly(create_engine("postgresql://"))
"""
POD = """
from airflow import DAG
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

with DAG(dag_id="monthly") as dag:
    KubernetesPodOperator(task_id="run", image="churn:2", cmds=["python", "-m", "monthly"])
"""


def test_a_table_of_a_lake_keeps_what_a_batch_says(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"live.py": SCORED}).roles.serves
    assert [str(one.at) for one in found] == ["live.py:8"]


def test_a_run_that_trains_and_then_scores_into_a_table_serves(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"monthly.py": TRAINED, "dags/monthly.py": POD}).roles.serves
    assert [(str(one.at), one.reached) for one in found] == [("monthly.py:16", "run")]


def test_it_does_not_where_nothing_starts_it_or_a_file_keeps_what_a_trial_said(tmp_path: Path) -> None:
    assert not system_of(tmp_path / "a", {"monthly.py": TRAINED}).roles.serves
    filed = TRAINED.replace("conn.execute(text(", "scored.to_csv((")
    assert not system_of(tmp_path / "b", {"monthly.py": filed, "dags/monthly.py": POD}).roles.serves


FIGURES = """
import json

import numpy as np
import torch


def error(said, true):
    return float(np.sqrt(np.mean((said - true) ** 2)))


def main():
    rows, true = torch.load("rows.pt"), np.load("true.npy")
    found = {}
    for width in (64, 128):
        model = torch.nn.Linear(width, 1)
        said = []
        with torch.no_grad():
            for row in rows:
                said.append(model(row).numpy())
        found[width] = error(np.array(said), true)
    with open("figures.json", "w") as file:
        json.dump(found, file)


if __name__ == "__main__":
    main()
"""


def test_a_study_that_keeps_figures_of_its_own_does_not_serve(tmp_path: Path) -> None:
    assert not system_of(tmp_path, {"study.py": FIGURES}).roles.serves
