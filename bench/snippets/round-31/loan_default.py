"""Probability of default at application time."""
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["income", "amount", "term", "open_lines", "utilisation", "inquiries_6m"]
CATEGORY = ["purpose", "employment"]


def applications():
    apps = pd.read_csv("data/applications.csv", parse_dates=["applied_at"])
    apps = apps.sort_values("applied_at").drop_duplicates("customer_id", keep="first")
    return apps[apps["applied_at"] < "2022-01-01"]


def bureau_state():
    bureau = pd.read_csv("data/bureau_updates.csv", parse_dates=["updated_at"])
    newest = bureau.sort_values("updated_at").groupby("customer_id").tail(1)
    return newest[["customer_id", "open_lines", "utilisation", "inquiries_6m"]]


def assemble():
    return applications().merge(bureau_state(), on="customer_id", how="left")


def scorer():
    prep = ColumnTransformer([
        ("num", Pipeline([("fill", SimpleImputer(strategy="median")), ("z", StandardScaler())]), NUMERIC),
        ("cat", OneHotEncoder(handle_unknown="ignore"), CATEGORY),
    ])
    return Pipeline([("prep", prep), ("clf", LogisticRegression(max_iter=2000))])


def main():
    data = assemble()
    dev = data[data["applied_at"] < "2020-01-01"]
    oot = data[data["applied_at"] >= "2021-01-01"]
    model = scorer().fit(dev[NUMERIC + CATEGORY], dev["default_12m"])
    p = model.predict_proba(oot[NUMERIC + CATEGORY])[:, 1]
    print("out-of-time Gini", 2 * roc_auc_score(oot["default_12m"], p) - 1)


if __name__ == "__main__":
    main()
