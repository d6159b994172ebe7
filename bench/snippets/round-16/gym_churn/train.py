"""Who cancels within four weeks? Weekly snapshots, always at least 28 days apart between blocks."""
from pathlib import Path

import duckdb
import lightgbm as lgb
from sklearn.metrics import average_precision_score, roc_auc_score

INPUTS = [
    "visits_last_week", "visits_4w", "visits_12w", "minutes_4w", "failed_payments", "tenure_weeks",
]
BLOCKS = {
    "train": ["2023-01-02", "2023-02-06", "2023-03-06", "2023-04-03"],
    "valid": ["2023-05-08"],
    "test": ["2023-06-12"],
}


def block(con, name):
    query = (Path(__file__).parent / "features.sql").read_text()
    return con.execute(query, {"weeks": BLOCKS[name]}).df()


def grow(train, valid, leaves):
    model = lgb.LGBMClassifier(n_estimators=2000, learning_rate=0.03, num_leaves=leaves, verbose=-1)
    return model.fit(
        train[INPUTS],
        train["cancels"],
        eval_set=[(valid[INPUTS], valid["cancels"])],
        eval_metric="average_precision",
        callbacks=[lgb.early_stopping(80, verbose=False)],
    )


def main():
    con = duckdb.connect("gym.duckdb", read_only=True)
    train, valid = block(con, "train"), block(con, "valid")
    models = [grow(train, valid, leaves) for leaves in (7, 15, 31)]
    best = max(
        models, key=lambda m: average_precision_score(valid["cancels"], m.predict_proba(valid[INPUTS])[:, 1])
    )
    test = block(con, "test")
    risk = best.predict_proba(test[INPUTS])[:, 1]
    print("leaves", best.num_leaves)
    print("AUC", roc_auc_score(test["cancels"], risk), "AP", average_precision_score(test["cancels"], risk))


if __name__ == "__main__":
    main()
