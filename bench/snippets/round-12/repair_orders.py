"""Flag workshop orders that will overrun the quoted time, when the quote is written."""
import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

KEYS = ["order_id", "customer_id", "plate"]


def read_orders(path):
    orders = pd.read_csv(path)
    orders = orders.drop_duplicates("order_id")
    # one order per vehicle, the first visit
    return orders.drop_duplicates("plate").reset_index(drop=True)


def enrich(orders):
    out = orders.copy()
    out["overrun"] = (out["booked_hours"] > 1.2 * out["quoted_hours"]).astype(int)
    out["parts_per_hour"] = out["quoted_parts"] / out["quoted_hours"].clip(lower=0.25)
    out["labour_share"] = out["booked_hours"] * out["hourly_rate"] / out["invoice_total"]
    out["age_band"] = pd.cut(out["vehicle_age"], [-1, 3, 7, 12, 60], labels=["new", "mid", "old", "vintage"]).astype(str)
    out["log_mileage"] = np.log1p(out["mileage"])
    return out


def feature_names(table):
    skip = set(KEYS) | {"overrun", "booked_hours", "invoice_total"}
    return [c for c in table.columns if c not in skip]


def pool(table, names):
    text = list(table[names].select_dtypes(exclude="number").columns)
    data = table[names].copy()
    data[text] = data[text].fillna("none")
    return Pool(data, table["overrun"], cat_features=text)


def main():
    table = enrich(read_orders("orders_2023.csv"))
    names = feature_names(table)
    work, final = train_test_split(table, test_size=0.2, stratify=table["overrun"], random_state=7)
    fit, tune = train_test_split(work, test_size=0.2, stratify=work["overrun"], random_state=7)

    model = CatBoostClassifier(iterations=1500, learning_rate=0.04, depth=6, eval_metric="AUC", verbose=200)
    model.fit(pool(fit, names), eval_set=pool(tune, names), early_stopping_rounds=80)

    final_pool = pool(final, names)
    score = model.predict_proba(final_pool)[:, 1]
    print("AUC", roc_auc_score(final["overrun"], score))
    print("AP ", average_precision_score(final["overrun"], score))
    print(model.get_feature_importance(prettified=True).head(10))


if __name__ == "__main__":
    main()
