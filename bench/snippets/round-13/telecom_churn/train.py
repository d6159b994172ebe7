import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import average_precision_score, roc_auc_score

from snapshots import build

NUMERIC = ["data_gb_90d", "calls_90d", "active_days_90d", "open_complaints"]
NOMINAL = ["tariff", "contract_state", "payment_method", "has_fibre"]


def pool(rows):
    x = rows[NUMERIC + NOMINAL].copy()
    x[NOMINAL] = x[NOMINAL].fillna("missing").astype(str)
    return Pool(x, rows["churn_60d"], cat_features=NOMINAL)


def main():
    table = build(
        usage=pd.read_parquet("data/usage.parquet"),
        updates=pd.read_parquet("data/account_updates.parquet"),
        terminations=pd.read_parquet("data/terminations.parquet"),
        first="2022-04-01",
        last="2023-09-01",
    )
    fit = table[table["month"] <= "2022-12-01"]
    tune = table[(table["month"] >= "2023-02-01") & (table["month"] <= "2023-04-01")]
    final = table[table["month"] >= "2023-07-01"]

    model = CatBoostClassifier(iterations=3000, learning_rate=0.04, eval_metric="AUC", verbose=200)
    model.fit(pool(fit), eval_set=pool(tune), early_stopping_rounds=150)
    score = model.predict_proba(pool(final))[:, 1]
    print("AUC", roc_auc_score(final["churn_60d"], score))
    print("AP ", average_precision_score(final["churn_60d"], score))


if __name__ == "__main__":
    main()
