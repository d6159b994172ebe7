import pathlib

import duckdb
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score

here = pathlib.Path(__file__).parent
orders = duckdb.sql((here / "sql" / "orders_enriched.sql").read_text()).df()
orders["tier"] = orders["tier"].fillna("none")

NUM = ["amount", "avg_amount_before", "n_before", "days_since_last"]
test_start = pd.Timestamp("2023-09-01")
embargo = pd.Timedelta(days=30)

fit = orders[orders["ordered_at"] < test_start - embargo]
test = orders[orders["ordered_at"] >= test_start]

cb = CatBoostClassifier(iterations=400, learning_rate=0.05, verbose=0, random_seed=1)
cb.fit(fit[NUM + ["tier"]], fit["label"], cat_features=["tier"])
print("AUC", roc_auc_score(test["label"], cb.predict_proba(test[NUM + ["tier"]])[:, 1]))
