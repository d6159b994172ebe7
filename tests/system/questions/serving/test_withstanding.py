"""What the code of a service does about load and failure, and what an application keeps in its state."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.serving.withstanding import withstanding
from tests.system.questions.answering.test_predicting import system

SERVED = """
import joblib, logging
import requests
from fastapi import FastAPI

app = FastAPI()
log = logging.getLogger(__name__)
model = joblib.load('model.joblib')

@app.post('/p')
def answer(x: float):
    requests.get('http://features', timeout=2)
    try:
        return {'score': float(model.predict([[x]])[0])}
    except ValueError:
        log.warning('no prediction')
        return {'score': 0.5, 'fallback': True}
"""


def test_timeouts_and_told_fallbacks(tmp_path: Path) -> None:
    assert [one.fact for one in withstanding(system(tmp_path, SERVED))] == ["timeout", "fallback"]


def test_a_silent_fallback_withstands_nothing(tmp_path: Path) -> None:
    silent = SERVED.replace("        log.warning('no prediction')\n", "").replace(", timeout=2", "")
    assert withstanding(system(tmp_path, silent)) == ()


def test_what_an_application_keeps(tmp_path: Path) -> None:
    text = """
import joblib
from fastapi import FastAPI, Request

class Scorer:
    def __init__(self):
        self.model = joblib.load('model.joblib')

    def score(self, x):
        return self.model.predict([[x]])

app = FastAPI()
app.state.scorer = Scorer()

@app.post('/p')
def answer(x: float, request: Request):
    return request.app.state.scorer.score(x).tolist()
"""
    (path,) = predictions(system(tmp_path, text))
    assert [one.routine.name for one in path.entered] == ["answer", "Scorer.score"]


def test_answers_that_say_it_is_too_much_or_not_now(tmp_path: Path) -> None:
    text = """
import joblib
from fastapi import FastAPI, HTTPException, status

app = FastAPI()
model = joblib.load('model.joblib')

@app.post('/p')
def answer(rows: list[list[float]]):
    if not rows:
        raise HTTPException(400, detail='nothing')
    if len(rows) > 100:
        raise HTTPException(status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    try:
        return model.predict(rows).tolist()
    except MemoryError as error:
        raise HTTPException(status_code=503) from error
"""
    found = withstanding(system(tmp_path, text))
    assert [(one.fact, one.says.partition("` ")[2][:11]) for one in found] == [
        ("load", "answers 413"), ("fallback", "answers 503"),
    ]  # fmt: skip


def test_a_status_outside_of_a_handler_is_no_fallback(tmp_path: Path) -> None:
    text = """
import joblib
from fastapi import FastAPI, HTTPException

app = FastAPI()
model = joblib.load('model.joblib')

@app.post('/p')
def answer(x: float):
    if model is None:
        raise HTTPException(status_code=503)
    return model.predict([[x]]).tolist()
"""
    assert withstanding(system(tmp_path, text)) == ()
