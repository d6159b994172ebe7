from pathlib import Path

import duckdb
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score

HERE = Path(__file__).parent
NOT_INPUTS = ["player_id", "day", "pays_next"]
VAL_FROM, TEST_FROM = pd.Timestamp("2022-04-01"), pd.Timestamp("2022-05-01")
GAP = pd.Timedelta(days=14)


def player_days(db):
    query = (HERE / "features.sql").read_text()
    with duckdb.connect(db, read_only=True) as con:
        rows = con.execute(query).df()
    rows["day"] = pd.to_datetime(rows["day"])
    return rows


def periods(rows):
    fit = rows[rows["day"] < VAL_FROM - GAP]
    val = rows[(rows["day"] >= VAL_FROM) & (rows["day"] < TEST_FROM - GAP)]
    test = rows[rows["day"] >= TEST_FROM]
    return fit, val, test


def main():
    fit, val, test = periods(player_days("telemetry.duckdb"))
    inputs = [c for c in fit.columns if c not in NOT_INPUTS]
    model = lgb.LGBMClassifier(n_estimators=3000, learning_rate=0.02, num_leaves=63, random_state=7)
    model.fit(
        fit[inputs], fit["pays_next"],
        eval_set=[(val[inputs], val["pays_next"])],
        eval_metric="average_precision",
        callbacks=[lgb.early_stopping(100), lgb.log_evaluation(200)],
    )
    p = model.predict_proba(test[inputs])[:, 1]
    print("AUC", roc_auc_score(test["pays_next"], p))
    print("AP ", average_precision_score(test["pays_next"], p))
    model.booster_.save_model(str(HERE / "spend.txt"))


if __name__ == "__main__":
    main()
