"""The prediction path: which functions answer requests, by which framework, and where on their way a model is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge import conventions, table
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.system import System

TABLE = table.load()
CONVENTIONS = conventions.load()
LOAD = "import joblib\nmodel = joblib.load('model.joblib')\n"


def system(folder: Path, text: str) -> System:
    (folder / "serve.py").write_text(text, encoding="utf-8")
    tree = FolderTree(str(folder))
    return System(Reader(tree), Layout(tree.paths(), TABLE.tops), TABLE, CONVENTIONS)


SERVED = {
    "fastapi": "from fastapi import FastAPI\napp = FastAPI()\n@app.post('/p')\ndef answer(x: float):\n",
    "added": "from flask import Flask\napp = Flask('x')\ndef answer(x=0):\n",
    "litestar": "from litestar import post\n@post('/p')\nasync def answer(x: float) -> dict:\n",
    "sanic": "from sanic import Sanic\napp = Sanic('x')\n@app.post('/p')\nasync def answer(x):\n",
    "aiohttp": "from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.post('/p')\nasync def answer(x):\n",
    "rest framework": "from rest_framework.decorators import api_view\n@api_view(['POST'])\ndef answer(x):\n",
    "lambda": "def lambda_handler(x, context):\n",
    "google": "import functions_framework\n@functions_framework.http\ndef answer(x):\n",
    "gradio": "import gradio as gr\ndef answer(x):\n",
}


@pytest.mark.parametrize("kind", SERVED)
def test_functions_that_answer(kind: str, tmp_path: Path) -> None:
    text = LOAD + SERVED[kind] + "    return model.predict([[x]])\n"
    text += {"added": "app.add_url_rule('/p', view_func=answer)\n", "gradio": "gr.Interface(fn=answer)\n"}.get(kind, "")
    (path,) = predictions(system(tmp_path, text))
    assert path.handler.name in {"answer", "lambda_handler"}
    assert len(path.predicts) == 1


CLASSES = {
    "view": ("from rest_framework.views import APIView", "APIView", "post"),
    "flask view": ("from flask.views import MethodView", "MethodView", "post"),
    "kserve": ("import kserve", "kserve.Model", "predict"),
    "litserve": ("import litserve", "litserve.LitAPI", "predict"),
    "mlflow": ("import mlflow", "mlflow.pyfunc.PythonModel", "predict"),
    "torchserve": ("from ts.torch_handler.base_handler import BaseHandler", "BaseHandler", "inference"),
    "tornado": ("import tornado.web", "tornado.web.RequestHandler", "post"),
}


@pytest.mark.parametrize("kind", CLASSES)
def test_classes_that_answer(kind: str, tmp_path: Path) -> None:
    imported, base, method = CLASSES[kind]
    text = f"{LOAD}{imported}\nclass Service({base}):\n    def {method}(self, x):\n        return model.predict(x)\n"
    (path,) = predictions(system(tmp_path, text))
    assert path.handler.name == f"Service.{method}"


def test_scripts_of_platforms(tmp_path: Path) -> None:
    text = LOAD + "def init():\n    pass\ndef run(data):\n    return model.predict(data)\n"
    (path,) = predictions(system(tmp_path, text))
    assert path.handler.name == "run"
    assert [one.name for one in path.handler.sets] == ["init"]
    text = LOAD + "def init(seed):\n    pass\ndef run(data):\n    return model.predict(data)\n"
    assert not predictions(system(tmp_path, text))


def test_what_a_request_enters(tmp_path: Path) -> None:
    text = f"""{LOAD}
import asyncio
from fastapi import Depends, FastAPI

app = FastAPI()

def rows(x):
    return [[x]]

def scored(x):
    return model.predict(rows(x))

def limits():
    return 3

@app.post('/p')
async def answer(x: float, most=Depends(limits)):
    return await asyncio.to_thread(scored, x)

@app.get('/health')
def health():
    return 'ok'
"""
    found = system(tmp_path, text)
    assert [one.name for one in found.handlers] == ["answer", "health"]
    (path,) = predictions(found)
    assert {one.routine.name for one in path.entered} == {"answer", "limits", "scored", "rows"}
    (asked,) = path.predicts
    assert [step.at.line for step in path.way(asked.entered)] == [19, 20]


def test_loads_that_are_kept(tmp_path: Path) -> None:
    text = """
import functools, joblib
from fastapi import FastAPI

app = FastAPI()
store = {}

@functools.lru_cache
def first():
    return joblib.load('a')

def second():
    if 'b' not in store:
        store['b'] = joblib.load('b')
    return store['b']

def third():
    return joblib.load('c')

@app.post('/p')
def answer(x: float):
    return first().predict([[x]]) + second().predict([[x]]) + third().predict([[x]])
"""
    (path,) = predictions(system(tmp_path, text))
    assert sorted((one.call.args[0].value, one.once) for one in path.loads) == [("a", True), ("b", True), ("c", False)]  # type: ignore[attr-defined]
