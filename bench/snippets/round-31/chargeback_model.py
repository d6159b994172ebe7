"""Chargeback scoring for card-not-present orders."""
import json
from pathlib import Path

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils import resample

NUM = ["amount", "items", "account_age_days", "ip_distance_km"]
CAT = ["card_brand", "shipping_speed", "device"]


def balance(orders, label, seed):
    counts = orders[label].value_counts()
    parts = []
    for value, part in orders.groupby(label):
        if counts[value] < counts.max():
            part = resample(part, replace=True, n_samples=counts.max(), random_state=seed)
        parts.append(part)
    return pd.concat(parts).sample(frac=1.0, random_state=seed)


def get_orders(path, seed=11):
    orders = pd.read_csv(path).dropna(subset=NUM + CAT)
    return balance(orders, "chargeback", seed)


def build_model():
    prep = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), CAT), remainder="passthrough"
    )
    return make_pipeline(prep, RandomForestClassifier(n_estimators=300, n_jobs=-1))


def main():
    orders = get_orders("data/orders.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        orders[NUM + CAT], orders["chargeback"], test_size=0.2, random_state=5
    )
    model = build_model().fit(X_train, y_train)
    report = classification_report(y_test, model.predict(X_test), output_dict=True)
    Path("reports").mkdir(exist_ok=True)
    Path("reports/chargeback.json").write_text(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
