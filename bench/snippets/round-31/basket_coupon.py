"""Coupon redemption: category means computed out of fold."""
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, train_test_split

KEYS = ["city", "coupon_type", "first_category"]
NUMERIC = ["basket_value", "visits_90d", "discount_pct"]


def smoothed(rows, key, target, weight=20):
    prior = rows[target].mean()
    stats = rows.groupby(key)[target].agg(["sum", "count"])
    return (stats["sum"] + prior * weight) / (stats["count"] + weight), prior


def encode_inside(rows, key, target, folds):
    column = pd.Series(index=rows.index, dtype=float)
    for fit_pos, out_pos in folds.split(rows):
        table, prior = smoothed(rows.iloc[fit_pos], key, target)
        values = rows.iloc[out_pos][key].map(table).fillna(prior)
        column.iloc[out_pos] = values.to_numpy()
    return column


def encode_outside(rows, new_rows, key, target):
    table, prior = smoothed(rows, key, target)
    return new_rows[key].map(table).fillna(prior)


def main():
    coupons = pd.read_csv("data/coupons.csv").drop_duplicates("customer_id")
    train, test = train_test_split(
        coupons, test_size=0.2, stratify=coupons["redeemed"], random_state=10
    )
    folds = KFold(5, shuffle=True, random_state=10)
    X_train, X_test = train[NUMERIC].copy(), test[NUMERIC].copy()
    for key in KEYS:
        X_train[f"{key}_rate"] = encode_inside(train, key, "redeemed", folds)
        X_test[f"{key}_rate"] = encode_outside(train, test, key, "redeemed")
    model = LGBMClassifier(n_estimators=250, learning_rate=0.05)
    model.fit(X_train, train["redeemed"])
    print("AUC", roc_auc_score(test["redeemed"], model.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
