from typing import Any

import pandas as pd
from feature_engine.encoding import RareLabelEncoder, WoEEncoder
from feature_engine.imputation import MeanMedianImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline


def split_parts(parts: pd.DataFrame, split: dict, label: str):
    parts = parts.drop_duplicates("part_no").drop(columns="part_no")
    return train_test_split(
        parts, test_size=split["test_size"], random_state=split["seed"], stratify=parts[label]
    )


def fit_encoder(train: pd.DataFrame, features: dict, label: str) -> Pipeline:
    enc = Pipeline([
        ("impute", MeanMedianImputer("median", variables=features["numeric"])),
        ("rare", RareLabelEncoder(tol=0.03, n_categories=4, variables=features["categorical"])),
        ("woe", WoEEncoder(variables=features["categorical"], fill_value=0.0)),
    ])
    return enc.fit(train.drop(columns=label), train[label])


def train_model(train: pd.DataFrame, encoder: Pipeline, label: str) -> LogisticRegression:
    return LogisticRegression(max_iter=1000).fit(encoder.transform(train.drop(columns=label)), train[label])


def report(model: Any, encoder: Pipeline, test: pd.DataFrame, label: str) -> dict:
    p = model.predict_proba(encoder.transform(test.drop(columns=label)))[:, 1]
    return {"auc": float(roc_auc_score(test[label], p)), "n": len(test)}
