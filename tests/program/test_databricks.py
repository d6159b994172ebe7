"""Databricks notebooks kept as Python files."""

from __future__ import annotations

import ast
from pathlib import Path

from mle_reviewer.checks.run import analyse
from mle_reviewer.program.databricks import python_of
from mle_reviewer.sources.folder import FolderTree

NOTEBOOK = """\
# Databricks notebook source
# MAGIC %md
# MAGIC # Training

# COMMAND ----------

# MAGIC %run ./lib/prepare

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT day, paid
# MAGIC FROM sales

# COMMAND ----------

frame = scaled(_sqldf)  # as it came
# MAGIC is a word like any other here
"""
PREPARE = """\
# Databricks notebook source
from pyspark.ml.feature import StandardScaler
def scaled(frame):
    return StandardScaler(inputCol="f", outputCol="g").fit(frame).transform(frame)
"""
TRAIN = """\
# Databricks notebook source
# MAGIC %run ./prepare

# COMMAND ----------

from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.regression import LinearRegression
train, test = scaled(spark.read.table("sales")).randomSplit([0.8, 0.2], seed=3)
model = LinearRegression(featuresCol="g").fit(train)
print(RegressionEvaluator().evaluate(model.transform(test)))
"""


def test_every_line_stays_and_magics_become_what_they_mean() -> None:
    python = python_of(NOTEBOOK)
    assert python.count("\n") == NOTEBOOK.count("\n")
    lines = python.split("\n")
    assert lines[6] == "from .lib.prepare import *"
    assert ast.unparse(ast.parse("\n".join(lines[10:13]))).startswith("_sqldf = get_ipython().run_cell_magic('sql'")
    assert lines[16] == "frame = scaled(_sqldf)  # as it came"
    ast.parse(python)


def test_rows_are_followed_through_notebooks_that_run_each_other(tmp_path: Path) -> None:
    (tmp_path / "prepare.py").write_text(PREPARE, encoding="utf-8")
    (tmp_path / "train.py").write_text(TRAIN, encoding="utf-8")
    (leak,) = analyse(FolderTree(str(tmp_path))).findings
    assert (leak.check, leak.at.path, leak.at.line) == ("fit-before-split", "prepare.py", 4)
    assert [step.at.path for step in leak.trace][:2] == ["train.py", "prepare.py"]
