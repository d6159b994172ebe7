import duckdb
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

PROFILE = """
SELECT device_id,
       COUNT(*)                    AS n_packets,
       AVG(size)                   AS size_mean,
       STDDEV_SAMP(size)           AS size_sd,
       AVG(gap_ms)                 AS gap_mean,
       QUANTILE_CONT(gap_ms, 0.95) AS gap_p95,
       AVG(CAST(proto = 'udp' AS INT)) AS udp_share
FROM read_parquet('data/packets/*.parquet')
GROUP BY device_id
"""


def profiles() -> pd.DataFrame:
    table = duckdb.sql(PROFILE).df()
    inventory = pd.read_csv("data/inventory.csv", usecols=["device_id", "device_type"])
    table = table.merge(inventory, on="device_id", validate="one_to_one")
    assert table["device_id"].is_unique
    return table.drop(columns="device_id").fillna(0)


table = profiles()
X, y = table.drop(columns="device_type"), table["device_type"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=3)
forest = RandomForestClassifier(400, random_state=3, n_jobs=-1).fit(X_train, y_train)
print("test accuracy", accuracy_score(y_test, forest.predict(X_test)))
