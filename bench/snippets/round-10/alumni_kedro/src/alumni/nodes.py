import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def divide(people: pd.DataFrame, label: str, hold_out: float, seed: int):
    people = people.drop_duplicates("person_id").fillna({"events_attended": 0, "country": "unknown"})
    return train_test_split(people, test_size=hold_out, stratify=people[label], random_state=seed)


def fit_encoder(fit_rows: pd.DataFrame, columns: list):
    enc = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_include=object)),
        (StandardScaler(), make_column_selector(dtype_include="number")),
    )
    return enc.fit(fit_rows[columns])


def encode(encoder, rows: pd.DataFrame, columns: list):
    return encoder.transform(rows[columns])


def fit_model(matrix, rows: pd.DataFrame, label: str):
    return LogisticRegression(class_weight="balanced", max_iter=1000).fit(matrix, rows[label])


def assess(model, matrix, rows: pd.DataFrame, label: str) -> dict:
    p = model.predict_proba(matrix)[:, 1]
    return {"auc": float(roc_auc_score(rows[label], p)), "ap": float(average_precision_score(rows[label], p))}
