from pathlib import Path

import duckdb
from catboost import CatBoostClassifier
from sklearn.metrics import average_precision_score

HERE = Path(__file__).parent
INPUTS = [
    "amount", "entry_mode", "abroad", "hour", "card_avg_amount",
    "card_max_amount", "merchant_avg_amount", "merchant_volume",
]


def period(con, since, until):
    frame = con.execute(
        "SELECT * FROM card_features WHERE authorised_at >= ? AND authorised_at < ?",
        [since, until],
    ).df()
    return frame[INPUTS], frame["is_fraud"]


def main():
    con = duckdb.connect("warehouse.duckdb")
    con.execute((HERE / "features.sql").read_text())
    X_train, y_train = period(con, "2023-01-01", "2023-09-01")
    X_valid, y_valid = period(con, "2023-09-01", "2023-11-01")
    X_test, y_test = period(con, "2023-11-01", "2024-01-01")

    model = CatBoostClassifier(iterations=2000, eval_metric="PRAUC", verbose=200)
    model.fit(
        X_train, y_train, cat_features=["entry_mode"],
        eval_set=(X_valid, y_valid), early_stopping_rounds=100,
    )
    print("AP", average_precision_score(y_test, model.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
