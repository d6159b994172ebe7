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


ROUTER = """
import joblib
from ray import serve


@serve.deployment(name="Scorer")
class Scorer:
    def __init__(self):
        self.model = joblib.load("model.joblib")

    def reconfigure(self, config):
        self.threshold = config["threshold"]

    async def predict(self, payload):
        return {"score": self.model.predict(payload["rows"]).tolist()}


@serve.deployment
class Router:
    def __init__(self, scorer):
        self.scorer = scorer

    async def __call__(self, request):
        return await self.scorer.predict.remote(await request.json())


graph = Router.bind(Scorer.bind())
"""
RAY = """
apiVersion: ray.io/v1
kind: RayService
metadata: {name: scoring}
spec:
  serveConfigV2: |
    applications:
      - name: scoring
        import_path: serving.app:graph
  rayClusterConfig:
    headGroupSpec:
      template:
        spec:
          containers:
            - name: head
              image: ray-cluster:2
              resources: {limits: {memory: 4Gi}}
"""
RAY_JOB = """
apiVersion: ray.io/v1
kind: RayJob
metadata: {name: learning}
spec:
  entrypoint: python3 /home/ray/app/repo/learning/main.py
"""


def test_what_a_ray_cluster_serves_and_runs(tmp_path: Path) -> None:
    files = {"serving/app.py": ROUTER, "k8s/service.yaml": RAY, "k8s/job.yaml": RAY_JOB, "learning/main.py": "pass\n"}
    system = system_of(tmp_path, {**files, "other/main.py": "pass\n"})
    run = {path for path, one in system.reached.entrances.items() if one.how == "run"}
    assert run == {"serving/app.py", "learning/main.py"}
    assert [one.name for one in system.handlers] == ["Scorer.predict", "Router.__call__"]
    assert [(one.at.line, one.reached) for one in system.roles.serves] == [(14, "run")]
    assert [(one.manifest.about, one.manifest.name) for one in served(system)] == [
        ("KubeRay", "scoring"), ("Ray Serve", "scoring"),
    ]  # fmt: skip
