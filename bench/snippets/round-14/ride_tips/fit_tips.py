from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score

HERE = Path(__file__).parent
SPLIT_AT = pd.Timestamp("2023-09-01")


def fetch(url):
    query = (HERE / "features.sql").read_text()
    with sa.create_engine(url).connect() as con:
        return pd.read_sql(sa.text(query), con, parse_dates=["dropoff_at"])


def main(url="postgresql:///mobility"):
    rides = fetch(url)
    rides["is_airport"] = rides["is_airport"].astype(int)
    inputs = [c for c in rides.columns if c not in ("ride_id", "dropoff_at", "tipped")]
    old = rides[rides["dropoff_at"] < SPLIT_AT]
    new = rides[rides["dropoff_at"] >= SPLIT_AT]
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, random_state=0)
    model.fit(old[inputs], old["tipped"])
    proba = model.predict_proba(new[inputs])[:, 1]
    print("AUC", roc_auc_score(new["tipped"], proba))
    print("log loss", log_loss(new["tipped"], proba))


if __name__ == "__main__":
    main()
