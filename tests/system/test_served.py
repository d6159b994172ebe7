"""Which workloads serve a model: by their command, by the Dockerfile they build, by the name of their image."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.system.questions.serving.served import served
from tests.system.systems import system_of

SERVE = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(row: dict):
    return {"score": float(model.predict([list(row.values())])[0])}
"""
OTHER = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/ping")\ndef ping():\n    return "pong"\n'
IMAGES = {
    "scorer/Dockerfile": "FROM python:3.11\nCOPY scorer .\nCMD uvicorn app:app\n",
    "scorer/app.py": SERVE,
    "console/Dockerfile": "FROM python:3.11\nCOPY console .\nCMD uvicorn app:app\n",
    "console/app.py": OTHER,
}


def deployment(container: str) -> str:
    head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: one}\n"
    return f"{head}spec:\n  template:\n    spec:\n      containers:\n        - {container}\n"


@pytest.mark.parametrize(
    ("container", "serves"),
    [
        ("{image: registry.example.com/acme/scorer:1}", True),
        ("{image: acme/console:1}", False),
        ("{image: postgres:16}", False),
        ("{image: nvcr.io/nvidia/tritonserver:24.05-py3}", True),
        ('{image: acme/scorer:1, command: ["python", "console/app.py"]}', False),
        ("{image: acme/scorer:1, args: [--workers, 4]}", True),
        ('{image: acme/anything:1, command: ["uvicorn", "scorer.app:app"]}', True),
        ("{image: acme/unrelated:1}", False),
    ],
)
def test_images_and_commands(container: str, serves: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    system = system_of(tmp_path, {**IMAGES, "k8s/one.yaml": deployment(container)})
    assert bool(served(system)) is serves


def test_commands_that_build_say_which_image_is_which(tmp_path: Path) -> None:
    build = "docker build -t acme/unrelated:$TAG -f scorer/Dockerfile .\n"
    files = {**IMAGES, "k8s/one.yaml": deployment("{image: acme/unrelated:1}"), "build.sh": build}
    [one] = served(system_of(tmp_path, files))
    assert one.proof.at.path == "scorer/app.py"
    assert one.cluster
    assert one.production


def test_compositions_build_what_they_run(tmp_path: Path) -> None:
    compose = "services:\n  scorer:\n    build: scorer\n  console:\n    build: {context: console}\n"
    [one] = served(system_of(tmp_path, {**IMAGES, "docker-compose.yml": compose}))
    assert one.manifest.name == "scorer"
    assert not one.production
