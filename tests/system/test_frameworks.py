"""Functions that frameworks of pipelines and queues run, and training that a service does, are seen as run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.system.making import system_of

if TYPE_CHECKING:
    from pathlib import Path

FITS = """
from sklearn.linear_model import LogisticRegression
{imports}


{decorator}
def train(X, y):
    LogisticRegression().fit(X, y)
"""
DAG = """
from airflow import DAG
from airflow.operators.python import PythonOperator
from sklearn.linear_model import LogisticRegression


def train(X, y):
    LogisticRegression().fit(X, y)


with DAG("daily", schedule="@daily") as dag:
    PythonOperator(task_id="train", python_callable=train)
"""
MANAGED = """
from sagemaker.estimator import Estimator

job = Estimator(image_uri="image")
job.fit({"train": "s3://bucket/train"})
"""
WORKER = """
import joblib
from celery import shared_task

model = joblib.load("model.joblib")


@shared_task
def score(rows):
    return model.predict(rows)
"""


@pytest.mark.parametrize(
    ("imports", "decorator"),
    [
        ("from prefect import task", "@task"),
        ("from prefect import flow", "@flow(name='daily')"),
        ("from zenml import step", "@step"),
        ("from dagster import asset", "@asset"),
        ("from kfp import dsl", "@dsl.component(base_image='python:3.11')"),
        ("from flytekit import task", "@task"),
    ],
)
def test_a_step_of_a_pipeline_is_run(tmp_path: Path, imports: str, decorator: str) -> None:
    found = system_of(tmp_path, {"steps.py": FITS.format(imports=imports, decorator=decorator)}).roles
    assert [one.reached for one in found.trains] == ["run"]
    assert found.pipelines


def test_what_an_operator_calls_is_run(tmp_path: Path) -> None:
    assert [one.reached for one in system_of(tmp_path, {"dag.py": DAG}).roles.trains] == ["run"]


def test_a_service_trains(tmp_path: Path) -> None:
    assert [one.at.line for one in system_of(tmp_path, {"job.py": MANAGED}).roles.trains] == [5]


def test_a_task_of_a_queue_serves(tmp_path: Path) -> None:
    found = system_of(tmp_path, {"worker.py": WORKER}).roles.serves
    assert [(one.at.line, one.reached) for one in found] == [(9, "run")]
