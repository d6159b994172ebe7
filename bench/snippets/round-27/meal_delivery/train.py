from pathlib import Path

import duckdb
import lightgbm as lgb
from sklearn.metrics import average_precision_score, roc_auc_score

HERE = Path(__file__).parent
INPUTS = ["distance_m", "n_items", "rain_mm", "hour", "courier_orders", "kitchen_late_rate"]


def table(database: str):
    with duckdb.connect(database, read_only=True) as con:
        return con.execute((HERE / "orders.sql").read_text()).df()


def main():
    orders = table("warehouse.duckdb")
    n = len(orders)
    fit, valid, final = orders[: int(n * 0.7)], orders[int(n * 0.7) : int(n * 0.85)], orders[int(n * 0.85) :]

    model = lgb.LGBMClassifier(n_estimators=3000, learning_rate=0.02, num_leaves=40, subsample=0.8, subsample_freq=1)
    model.fit(
        fit[INPUTS],
        fit["late"],
        eval_set=[(valid[INPUTS], valid["late"])],
        eval_metric="auc",
        callbacks=[lgb.early_stopping(150, verbose=False)],
    )
    p = model.predict_proba(final[INPUTS])[:, 1]
    print("AUC", roc_auc_score(final["late"], p))
    print("AP", average_precision_score(final["late"], p))


if __name__ == "__main__":
    main()
