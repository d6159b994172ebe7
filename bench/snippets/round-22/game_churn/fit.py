import argparse
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

HERE = Path(__file__).resolve().parent
INPUTS = ["minutes_recent", "sessions_recent", "spend_before", "days_before", "pause_before"]
LABEL_DAYS = pd.Timedelta(days=14)


def read(database):
    with duckdb.connect(database) as con:
        con.execute((HERE / "player_days.sql").read_text())
        rows = con.execute("SELECT * FROM player_table ORDER BY day, player_id").df()
    rows["day"] = pd.to_datetime(rows["day"])
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="game.duckdb")
    parser.add_argument("--valid-from", type=pd.Timestamp, default=pd.Timestamp("2023-09-01"))
    parser.add_argument("--test-from", type=pd.Timestamp, default=pd.Timestamp("2023-11-01"))
    args = parser.parse_args()

    rows = read(args.database)
    train = rows[rows["day"] < args.valid_from - LABEL_DAYS]
    valid = rows[(rows["day"] >= args.valid_from) & (rows["day"] < args.test_from - LABEL_DAYS)]
    test = rows[rows["day"] >= args.test_from]

    fitted = {}
    for c in (0.01, 0.1, 1.0):
        model = make_pipeline(QuantileTransformer(output_distribution="normal"), LogisticRegression(C=c, max_iter=500))
        model.fit(train[INPUTS], train["quits"])
        loss = log_loss(valid["quits"], model.predict_proba(valid[INPUTS])[:, 1])
        fitted[c] = (loss, model)
        print(f"C={c:<5} validation log loss {loss:.4f}")

    best = min(fitted, key=lambda c: fitted[c][0])
    p = fitted[best][1].predict_proba(test[INPUTS])[:, 1]
    print(f"C={best} test AUC {roc_auc_score(test['quits'], p):.3f} log loss {log_loss(test['quits'], p):.4f}")


if __name__ == "__main__":
    main()
