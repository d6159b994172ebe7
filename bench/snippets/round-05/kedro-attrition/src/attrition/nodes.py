import logging
from typing import Any

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PowerTransformer

logger = logging.getLogger(__name__)


def preprocess_employees(employees: pd.DataFrame) -> pd.DataFrame:
    employees = employees.drop(columns=["EmployeeNumber", "Over18"])
    employees["Attrition"] = (employees["Attrition"] == "Yes").astype(int)
    return pd.get_dummies(employees, drop_first=True)


def scale_numeric(table: pd.DataFrame) -> pd.DataFrame:
    numeric = ["Age", "MonthlyIncome", "DistanceFromHome", "TotalWorkingYears"]
    table[numeric] = PowerTransformer().fit_transform(table[numeric])
    return table


def split_data(table: pd.DataFrame, params: dict[str, Any]):
    X, y = table.drop(columns="Attrition"), table["Attrition"]
    return train_test_split(X, y, stratify=y, **params)


def train_model(X_train: pd.DataFrame, y_train: pd.Series, params: dict[str, Any]) -> LogisticRegression:
    return LogisticRegression(max_iter=2000, **params).fit(X_train, y_train)


def evaluate_model(model: LogisticRegression, X_test: pd.DataFrame, y_test: pd.Series) -> dict[str, float]:
    auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
    logger.info("AUC %.3f", auc)
    return {"auc": auc}
