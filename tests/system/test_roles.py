"""What a repository does is told by what its code and configuration do, not by how they are called."""

from __future__ import annotations

from pathlib import Path

from tests.system.making import system_of

TRAIN = """
import joblib
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler


def main(X, y, X_test, y_test):
    scaler = StandardScaler().fit(X)
    model = LogisticRegression().fit(scaler.transform(X), y)
    print(roc_auc_score(y_test, model.predict(scaler.transform(X_test))))
    joblib.dump(model, "model.joblib")


if __name__ == "__main__":
    main(1, 2, 3, 4)
"""
SERVE = """
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


def answer(rows):
    return model.predict(rows)


@app.post("/predict")
def predict(rows: list):
    return answer(rows)


@app.get("/health")
def health():
    return "ok"
"""
NOTES = """
from fastapi import FastAPI

app = FastAPI()


@app.post("/notes")
def note(text: str):
    return {"stored": text}
"""
COMPOSE = """
services:
  db:
    image: postgres:16
  api:
    build: .
"""


def test_training_is_what_fits_a_model(tmp_path: Path) -> None:
    roles = system_of(tmp_path, {"train.py": TRAIN}).roles
    assert [(one.at.line, one.reached) for one in roles.trains] == [(10, "by hand")]  # a scaler is no model
    assert [one.at.line for one in roles.evaluates] == [11]
    assert not roles.serves
    assert not roles.deploys


def test_tests_train_nothing(tmp_path: Path) -> None:
    assert not system_of(tmp_path, {"tests/test_train.py": TRAIN}).roles.trains


def test_what_a_pipeline_runs_stands_first(tmp_path: Path) -> None:
    roles = system_of(tmp_path, {
        "a_sketch.py": TRAIN, "train.py": TRAIN, "dvc.yaml": "stages:\n  train:\n    cmd: python train.py\n",
    }).roles  # fmt: skip
    assert [(one.at.path, one.reached) for one in roles.trains] == [("train.py", "run"), ("a_sketch.py", "by hand")]
    assert [one.says for one in roles.pipelines] == ["the stage train"]


def test_serving_is_a_handler_with_a_model_behind_it(tmp_path: Path) -> None:
    roles = system_of(tmp_path, {"app.py": SERVE}).roles
    assert [(one.at.line, one.reached) for one in roles.serves] == [(13, "run")]


def test_a_web_application_without_a_model_serves_none(tmp_path: Path) -> None:
    roles = system_of(tmp_path, {
        "app.py": NOTES, "Dockerfile": "FROM python:3.12-slim\n", "docker-compose.yml": COMPOSE,
    }).roles  # fmt: skip
    assert not roles.serves
    assert not roles.deploys


def test_a_deployment_ships_what_is_built_here(tmp_path: Path) -> None:
    files = {"app.py": SERVE, "Dockerfile": "FROM python:3.12-slim\n", "docker-compose.yml": COMPOSE}
    roles = system_of(tmp_path, files).roles
    assert [(one.at.line, one.says) for one in roles.deploys] == [(6, "Docker Compose runs api, which is built here")]


def test_a_database_alone_is_no_deployment(tmp_path: Path) -> None:
    files = {"app.py": SERVE, "docker-compose.yml": "services:\n  db:\n    image: postgres:16\n"}
    assert not system_of(tmp_path, files).roles.deploys


def test_a_score_that_is_added_up_by_hand(tmp_path: Path) -> None:
    roles = system_of(tmp_path, {"evaluate.py": """
import torch


@torch.no_grad()
def evaluate(net, loader):
    net.eval()
    right = 0
    for rows, labels in loader:
        right += (net(rows).argmax(1) == labels).sum()
    return right / len(loader)


@torch.no_grad()
def embed(net, loader):
    net.eval()
    return [net(rows) for rows, _ in loader]
"""}).roles  # fmt: skip
    assert [one.says for one in roles.evaluates] == ["evaluate adds up a score by hand"]


SCORE = """
import joblib
import pandas as pd


def main():
    model = joblib.load("model.joblib")
    rows = pd.read_csv("rows.csv")
    rows["score"] = model.predict(rows)
    rows.to_csv("scores.csv")


if __name__ == "__main__":
    main()
"""
STAGE = "stages:\n  score:\n    cmd: python score.py\n"


def test_scoring_in_batches_that_something_starts_is_serving(tmp_path: Path) -> None:
    roles = system_of(tmp_path, {"score.py": SCORE, "dvc.yaml": STAGE}).roles
    assert [(one.at.line, one.reached) for one in roles.serves] == [(9, "run")]


def test_scoring_by_hand_is_told_from_a_job(tmp_path: Path) -> None:
    assert [one.reached for one in system_of(tmp_path, {"score.py": SCORE}).roles.serves] == ["by hand"]


def test_a_training_that_keeps_predictions_is_not(tmp_path: Path) -> None:
    files = {"score.py": TRAIN + "    import pandas as pd\n    pd.DataFrame().to_csv('x.csv')\n", "dvc.yaml": STAGE}
    assert not system_of(tmp_path, files).roles.serves


def test_a_command_that_serves_a_stored_model(tmp_path: Path) -> None:
    base = "FROM python:3.12-slim\nCMD "
    words = '["mlflow", "models", "serve", "-m", "models:/churn/3", "-p", "8080"]\n'
    roles = system_of(tmp_path, {"Dockerfile": base + words}).roles
    assert [(str(one.at), one.says) for one in roles.serves] == [
        ("Dockerfile:2", "serves a model (mlflow models serve)")
    ]
    assert not system_of(tmp_path / "b", {"Dockerfile": base + '["mlflow", "server"]\n'}).roles.serves


LITERAL = """
import numpy as np

A = np.array([[1, 0], [0, 1], [1, 1]], dtype=float)
b = np.array([1, 2, 4], dtype=float)
print(np.linalg.lstsq(A, b, rcond=None))
"""
FITTED = (
    "import numpy as np\nimport pandas as pd\n\nrows = pd.read_csv('a.csv')\nnp.linalg.lstsq(rows[['a']], rows['y'])\n"
)
EXPLAINED = """
import torch


def saliency(model, image):
    score = model(image)[0].max()
    score.backward()
    return image.grad.abs()


saliency(torch.nn.Linear(2, 2), torch.zeros(1, 2))
"""


def test_a_matrix_that_is_written_out_teaches_no_model(tmp_path: Path) -> None:
    assert not system_of(tmp_path / "a", {"check.py": LITERAL}).roles.trains
    assert system_of(tmp_path / "b", {"fit.py": FITTED}).roles.trains


def test_gradients_that_explain_an_answer_train_nothing(tmp_path: Path) -> None:
    assert not system_of(tmp_path / "a", {"explain.py": EXPLAINED}).roles.trains
    stepped = EXPLAINED.replace("    return image", "    torch.optim.SGD(model.parameters()).step()\n    return image")
    found = system_of(tmp_path / "b", {"explain.py": stepped}).roles.trains
    assert [one.at.line for one in found] == [7, 8]


ENSEMBLE = """
from darts.models.forecasting.ensemble_model import EnsembleModel


class Ensemble(EnsembleModel):
    def fit(self, series, y):
        super().fit(series, y)
        for part in self.parts:
            part.fit(series, y)
"""


def test_of_several_models_the_parts_learn(tmp_path: Path) -> None:
    assert {one.at.line for one in system_of(tmp_path, {"ensemble.py": ENSEMBLE}).roles.trains} == {9}


NAMED = """
from importlib import import_module

import_module("steps." + input()).run()
scoring = import_module(name="scoring")
scoring.score([[1.0]])
"""
STEP = "from sklearn.svm import SVC\n\n\ndef run():\n    SVC().fit([[1.0], [2.0]], load())\n"


def test_modules_that_are_imported_by_a_text_are_followed(tmp_path: Path) -> None:
    scoring = "import joblib\n\n\ndef score(rows):\n    joblib.load('m.joblib').predict(rows).tofile('out')\n"
    files = {"main.py": NAMED, "steps/one.py": STEP, "steps/other.py": STEP, "scoring.py": scoring}
    system = system_of(tmp_path, {**files, "dvc.yaml": "stages:\n  all:\n    cmd: python main.py\n"})
    assert [(one.at.path, one.reached) for one in system.roles.trains] == [
        ("steps/one.py", "run"), ("steps/other.py", "run"),
    ]  # fmt: skip
    reached = {one.name: system.reached.how(one) for one in system.routines("code") if one.name}
    assert reached == {"run": "run", "score": "run"}
