"""Will an order line of shoes be sent back?"""
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

RATE_KEYS = {"brand": "brand_rate", "size_eu": "size_rate", "colour": "colour_rate"}
SMOOTH = 25


def smoothed_rate(lines, key):
    overall = lines["returned"].mean()
    stats = lines.groupby(key)["returned"].agg(["sum", "count"])
    return (stats["sum"] + SMOOTH * overall) / (stats["count"] + SMOOTH)


def with_rates(lines):
    out = lines.copy()
    for key, name in RATE_KEYS.items():
        out[name] = out[key].map(smoothed_rate(lines, key))
    return out


def main():
    lines = pd.read_parquet("order_lines.parquet")
    lines["discount_share"] = 1 - lines["paid_eur"] / lines["list_eur"]
    lines = with_rates(lines)

    columns = ["list_eur", "discount_share", "heel_mm", "is_gift"]
    columns += list(RATE_KEYS.values())
    train, test = train_test_split(
        lines, test_size=0.2, random_state=8, stratify=lines["returned"]
    )

    model = CatBoostClassifier(
        iterations=600, depth=6, learning_rate=0.05, verbose=0, random_seed=8
    )
    model.fit(train[columns], train["returned"])
    proba = model.predict_proba(test[columns])[:, 1]
    print("AUC", round(roc_auc_score(test["returned"], proba), 4))
    print("AP ", round(average_precision_score(test["returned"], proba), 4))


if __name__ == "__main__":
    main()
