"""Will the ride be tipped? Known at the time of the quote."""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

INPUTS = ["quoted_fare", "distance_km", "hour", "tip_rate", "n_rides", "last_tip"]
VALID_FROM = pd.Timestamp("2023-08-01")
TEST_FROM = pd.Timestamp("2023-10-01")


def read(database):
    query = Path(__file__).with_name("rides.sql").read_text()
    with duckdb.connect(database, read_only=True) as con:
        return con.execute(query).df()


def auc(model, rows):
    return roc_auc_score(rows["tipped"], model.predict_proba(rows[INPUTS])[:, 1])


def main():
    rides = read("rides.duckdb")
    fit = rides[rides["started_at"] < VALID_FROM]
    valid = rides[rides["started_at"].between(VALID_FROM, TEST_FROM, inclusive="left")]
    test = rides[rides["started_at"] >= TEST_FROM]
    trials = {}
    for leaves in (15, 31, 63):
        model = HistGradientBoostingClassifier(
            max_leaf_nodes=leaves, max_iter=300, early_stopping=False
        )
        trials[leaves] = model.fit(fit[INPUTS], fit["tipped"])
    leaves = max(trials, key=lambda k: auc(trials[k], valid))
    print(f"leaves {leaves}, test AUC {auc(trials[leaves], test):.3f}")


if __name__ == "__main__":
    main()
