from pathlib import Path

import duckdb
import lightgbm as lgb
import pandas as pd
import yaml
from sklearn.metrics import average_precision_score

HERE = Path(__file__).parent


def snapshot_table(cfg):
    con = duckdb.connect(cfg["database"], read_only=True)
    query = (HERE / "sql" / "snapshot_features.sql").read_text()
    return con.execute(query).df()


def main():
    cfg = yaml.safe_load((HERE / "config.yaml").read_text())
    table = snapshot_table(cfg)
    table["snapshot_date"] = pd.to_datetime(table["snapshot_date"])
    table["plan"] = pd.Categorical(table["plan"], categories=cfg["plans"])
    old = table[table["snapshot_date"] <= pd.Timestamp(cfg["last_training_snapshot"])]
    new = table[table["snapshot_date"] >= pd.Timestamp(cfg["first_scoring_snapshot"])]
    model = lgb.LGBMClassifier(**cfg["model"])
    model.fit(old[cfg["features"]], old["cancelled_next_30d"])
    p = model.predict_proba(new[cfg["features"]])[:, 1]
    print("AP", average_precision_score(new["cancelled_next_30d"], p))


if __name__ == "__main__":
    main()
