"""Probability that a rider cancels an offered trip."""
from pathlib import Path

import duckdb
import xgboost as xgb
from sklearn.metrics import log_loss, roc_auc_score

SQL = Path(__file__).with_name("requests.sql")
PERIODS = {
    "train": ("2023-01-01", "2023-10-01"),
    "valid": ("2023-10-01", "2023-11-01"),
    "test": ("2023-11-01", "2024-01-01"),
}


def load(con, period):
    since, until = PERIODS[period]
    frame = con.execute(
        "SELECT * FROM request_features WHERE requested_at >= ?::TIMESTAMP AND requested_at < ?::TIMESTAMP",
        [since, until],
    ).df()
    target = frame.pop("cancelled")
    inputs = frame.drop(columns=["request_id", "requested_at"])
    inputs["vehicle_class"] = inputs["vehicle_class"].astype("category").cat.set_categories(["eco", "comfort", "van"])
    return inputs, target


def main():
    con = duckdb.connect("rides.duckdb")
    con.execute(SQL.read_text())
    X, y = load(con, "train")
    model = xgb.XGBClassifier(
        n_estimators=1500, learning_rate=0.05, max_depth=6, tree_method="hist",
        enable_categorical=True, early_stopping_rounds=40, eval_metric="logloss",
    )
    model.fit(X, y, eval_set=[load(con, "valid")], verbose=100)

    X_test, y_test = load(con, "test")
    p = model.predict_proba(X_test)[:, 1]
    print(f"log loss {log_loss(y_test, p):.4f}, AUC {roc_auc_score(y_test, p):.4f}")


if __name__ == "__main__":
    main()
