"""Where a prediction is shown: the template that is given it, the component that uses it, the page that asks for it."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.system.map import map_of
from mle_reviewer.system.questions.serving.asked_ways import asked_ways
from mle_reviewer.system.questions.serving.routes import routes
from mle_reviewer.system.questions.serving.screens import screens
from tests.system.making import system_of

SERVE = """\
import joblib
from fastapi import APIRouter, FastAPI

router = APIRouter(prefix="/loans")
model = joblib.load("models/loans.joblib")


@router.post("/{number}")
def score(number: int, rows: list):
    return {"score": model.predict(rows)}


app = FastAPI()
app.include_router(router, prefix="/api")
"""
WEB = """\
import joblib
from flask import Flask, render_template, request

app = Flask(__name__)
model = joblib.load("models/loans.joblib")


def asked(rows):
    return model.predict(rows)


def answered(rows):
    return {"rows": list(asked(rows))}


@app.route("/")
def index():
    return render_template("index.html")


@app.route("/batch", methods=["POST"])
def batch():
    return render_template("batch.html", body=answered(request.json), title="Loans")
"""


def shown(folder: Path, files: dict[str, str]) -> dict[str, int]:
    return {step.at.path: step.at.line for step in screens(system_of(folder, files))}


def test_the_template_that_is_given_the_prediction_by_way_of_functions(tmp_path: Path) -> None:
    pages = {
        "templates/index.html": "<h1>{{ title }}</h1>\n",
        "templates/batch.html": "<p>{{ title }}</p>\n<p>{{ body.rows }}</p>\n",
    }
    assert shown(tmp_path, {"app.py": WEB, **pages}) == {"templates/batch.html": 2}


def test_a_route_has_the_prefixes_of_its_parts(tmp_path: Path) -> None:
    found = routes(system_of(tmp_path, {"app.py": SERVE}))
    assert [one.words for one in found] == ["POST /api/loans/{number}"]
    assert found[0].asked_by("http://host:8000/api/loans/7")
    assert found[0].asked_by("${BASE}/api/loans/${id}?full=1")
    assert not found[0].asked_by("/api/clients/7")
    assert not found[0].asked_by("7")


def test_the_component_that_uses_what_a_module_asks_for(tmp_path: Path) -> None:
    front = {
        "web/src/services/api.ts": "export async function health() {\n  return fetch('/health');\n}\n\n"
        "export async function scoreLoan(id: string) {\n  return fetch(`${BASE}/api/loans/${id}`);\n}\n",
        "web/src/hooks/useScore.ts": "import { scoreLoan } from '../services/api';\n\n"
        "export const useScore = (id: string) => useQuery(() => scoreLoan(id));\n",
        "web/src/Score.tsx": "import { useScore } from './hooks/useScore';\n\nexport function Score() {\n"
        "  const score = useScore('1');\n  return <p>{score}</p>;\n}\n",
        "web/src/Health.tsx": "import { health } from './services/api';\n\n"
        "export const Health = () => <p>{health()}</p>;\n",
    }
    assert shown(tmp_path, {"app.py": SERVE, **front}) == {"web/src/Score.tsx": 4}


def test_the_page_in_python_that_asks_an_endpoint(tmp_path: Path) -> None:
    files = {
        "app.py": SERVE,
        "ui/client.py": "import requests\n\nBASE = 'http://api'\n\n\ndef post(path, rows):\n"
        "    return requests.post(f'{BASE}{path}', json=rows, timeout=9).json()\n",
        "ui/page.py": "import streamlit as st\nfrom ui.client import post\n\nif st.button('Score'):\n"
        "    st.write(post('/api/loans/7', [[1]]))\n",
        "ui/other.py": "import streamlit as st\nfrom ui.client import post\n\n"
        "if st.button('Ping'):\n    post('/health', [])\n",
    }
    assert shown(tmp_path, files) == {"ui/page.py": 5}


def test_ways_name_what_they_enter_and_the_tests_that_ask(tmp_path: Path) -> None:
    test = "from app import app\nfrom starlette.testclient import TestClient\n\n\ndef test_score():\n"
    test += "    assert TestClient(app).post('/api/loans/7', json=[[1]]).status_code == 200\n"
    (way,) = asked_ways(system_of(tmp_path, {"app.py": SERVE, "tests/test_app.py": test}))
    assert (way.words, str(way.at)) == ("`POST /api/loans/{number}`", "app.py:8")
    assert [name for name, _at, _end in way.enters] == ["score"]
    assert [str(at) for at in way.tests] == ["tests/test_app.py:6"]


EVALUATE = """\
import joblib
import pandas as pd

model = joblib.load("models/loans.joblib")


def main():
    rows = pd.read_csv("data/test.csv")
    rows["score"] = model.predict(rows[["a"]])
    rows.to_csv("reports/benchmark.csv")


if __name__ == "__main__":
    main()
"""


def test_what_scores_rows_and_keeps_them_answers_nobody(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"benchmark.py": EVALUATE, "Makefile": "bench:\n\tpython benchmark.py\n"})
    assert [one.at.path for one in system.roles.serves] == ["benchmark.py"]
    assert {node.role for node in map_of(system).nodes if node.at.path == "benchmark.py"} >= {"scoring"}
    assert not [node for node in map_of(system).nodes if node.role == "service"]
    assert asked_ways(system) == ()
