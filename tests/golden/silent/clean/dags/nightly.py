"""The nightly pipeline."""

from airflow import DAG
from airflow.operators.python import PythonOperator

from churn.check import main as check
from churn.publish import main as publish
from churn.train import train

with DAG("churn", schedule="@daily", default_args={"retries": 1}):
    first = PythonOperator(task_id="check", python_callable=check)
    second = PythonOperator(task_id="train", python_callable=train)
    third = PythonOperator(task_id="publish", python_callable=publish, op_args=["runs:/1/model"])
    first >> second >> third
