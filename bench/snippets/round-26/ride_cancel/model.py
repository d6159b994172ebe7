from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

SQL = Path(__file__).parent / "sql" / "bookings.sql"


def fetch(db="rides.duckdb"):
    with duckdb.connect(db, read_only=True) as con:
        return con.execute(SQL.read_text()).df()


def main():
    rides = fetch()
    cut = pd.Timestamp("2024-03-01")
    train, test = rides[rides["requested_at"] < cut], rides[rides["requested_at"] >= cut]
    feats = [c for c in rides.columns if c not in ("booking_id", "requested_at", "cancelled")]
    model = HistGradientBoostingClassifier(max_iter=250, random_state=4)
    model.fit(train[feats], train["cancelled"])
    prob = model.predict_proba(test[feats])[:, 1]
    print("average precision", round(average_precision_score(test["cancelled"], prob), 3))


if __name__ == "__main__":
    main()
