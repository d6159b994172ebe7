from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

HERE = Path(__file__).parent
INPUTS = [
    "est_wait_min", "est_fare", "request_hour", "request_dow",
    "rider_requests", "rider_cancel_rate", "zone_wait",
]
TRAIN_UNTIL = pd.Timestamp("2023-09-30")
SCORE_FROM = pd.Timestamp("2023-11-01")


def ride_table():
    with duckdb.connect(str(HERE / "rides.duckdb")) as con:
        con.execute((HERE / "features.sql").read_text())
        return con.execute("SELECT * FROM ride_features ORDER BY requested_at").df()


def main():
    rides = ride_table()
    train = rides[rides["requested_at"] < TRAIN_UNTIL]
    test = rides[rides["requested_at"] >= SCORE_FROM]
    model = HistGradientBoostingClassifier(
        max_iter=300, learning_rate=0.06, max_leaf_nodes=31, early_stopping=False, random_state=15
    )
    model.fit(train[INPUTS], train["cancelled"])
    risk = model.predict_proba(test[INPUTS])[:, 1]
    print(f"{len(train)} rides for fitting, {len(test)} for scoring")
    print("AUC", round(roc_auc_score(test["cancelled"], risk), 3))
    print("AP ", round(average_precision_score(test["cancelled"], risk), 3))


if __name__ == "__main__":
    main()
