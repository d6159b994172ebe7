"""Will a loyalty-card holder lapse? One row per card at the reference day."""
from dataclasses import dataclass

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split


@dataclass(frozen=True)
class Frame:
    reference: pd.Timestamp
    history: pd.Timedelta = pd.Timedelta(days=365)
    span: pd.Timedelta = pd.Timedelta(days=30)


def purchases(path):
    table = pd.read_parquet(path, columns=["card_id", "bought_at", "amount"])
    table["bought_at"] = pd.to_datetime(table["bought_at"])
    return table


def habits(table, frame):
    start = frame.reference - frame.history
    seen = table[(table["bought_at"] >= start) & (table["bought_at"] < frame.reference)]
    seen = seen.assign(age=(frame.reference - seen["bought_at"]).dt.days)
    recent = seen[seen["age"] <= 60]
    out = seen.groupby("card_id").agg(
        visits=("amount", "size"),
        spend=("amount", "sum"),
        last_visit=("age", "min"),
        first_visit=("age", "max"),
    )
    out["visits_60d"] = recent.groupby("card_id").size()
    out["spend_60d"] = recent.groupby("card_id")["amount"].sum()
    return out.fillna({"visits_60d": 0, "spend_60d": 0})


def lapsed(table, cards, frame):
    start, end = frame.reference - frame.span, frame.reference + frame.span
    active = table.loc[table["bought_at"].between(start, end, inclusive="left"), "card_id"]
    return pd.Series(~cards.isin(active.unique()), index=cards, name="lapsed").astype(int)


def main():
    frame = Frame(pd.Timestamp("2023-10-01"))
    table = purchases("data/purchases.parquet")
    X = habits(table, frame)
    y = lapsed(table, X.index, frame)

    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=6
    )
    search = RandomizedSearchCV(
        HistGradientBoostingClassifier(random_state=6),
        {"learning_rate": [0.02, 0.05, 0.1], "max_leaf_nodes": [15, 31], "l2_regularization": [0, 1, 10]},
        n_iter=10,
        cv=5,
        scoring="roc_auc",
        random_state=6,
    )
    search.fit(X_train, y_train)
    print("AUC", round(roc_auc_score(y_test, search.predict_proba(X_test)[:, 1]), 3))


if __name__ == "__main__":
    main()
