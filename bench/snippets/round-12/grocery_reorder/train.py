"""Which households will shop next week? Feeds the voucher mailing."""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score

HERE = Path(__file__).parent
COLUMNS = ["baskets_28d", "value_28d", "baskets", "mean_basket", "sd_basket", "online_share"]


def load(database):
    with duckdb.connect(database, read_only=True) as link:
        frame = link.execute((HERE / "features.sql").read_text()).df()
    frame["as_of"] = pd.to_datetime(frame["as_of"])
    return frame


def between(frame, start, end):
    return frame[(frame["as_of"] >= start) & (frame["as_of"] < end)]


def main(database="loyalty.duckdb"):
    frame = load(database)
    fit = between(frame, "2023-01-01", "2023-08-01")
    tune = between(frame, "2023-08-08", "2023-10-01")
    final = between(frame, "2023-10-08", "2024-01-01")

    losses = {}
    for leaves in (15, 31, 63):
        model = HistGradientBoostingClassifier(max_leaf_nodes=leaves, max_iter=200)
        model.fit(fit[COLUMNS], fit["shops_next_week"])
        losses[leaves] = log_loss(tune["shops_next_week"], model.predict_proba(tune[COLUMNS])[:, 1])
    leaves = min(losses, key=losses.get)

    known = pd.concat([fit, tune])
    model = HistGradientBoostingClassifier(max_leaf_nodes=leaves, max_iter=200)
    model.fit(known[COLUMNS], known["shops_next_week"])
    score = model.predict_proba(final[COLUMNS])[:, 1]
    print(f"leaves {leaves}, AUC {roc_auc_score(final['shops_next_week'], score):.4f}")


if __name__ == "__main__":
    main()
