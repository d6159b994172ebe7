import lightgbm as lgb
import pandas as pd
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

CATS = ["carrier", "origin_hub", "commodity"]


def claim_rates(shipments, key, smooth=20.0):
    overall = shipments["claim_filed"].mean()
    agg = shipments.groupby(key)["claim_filed"].agg(["sum", "count"])
    return (agg["sum"] + smooth * overall) / (agg["count"] + smooth)


def build_features(shipments):
    table = shipments[["weight_kg", "declared_value", "distance_km", "n_handovers"]].copy()
    table["value_density"] = table["declared_value"] / table["weight_kg"].clip(lower=0.1)
    for key in CATS:
        table[f"{key}_claim_rate"] = shipments[key].map(claim_rates(shipments, key))
    return table


def main():
    shipments = pd.read_csv("shipments.csv.gz")
    X = build_features(shipments)
    y = shipments["claim_filed"]
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, stratify=y, random_state=8)
    model = lgb.LGBMClassifier(n_estimators=250, learning_rate=0.05, num_leaves=31)
    model.fit(X_tr, y_tr)
    scores = model.predict_proba(X_te)[:, 1]
    print("AP:", average_precision_score(y_te, scores))
    for name, gain in sorted(zip(X.columns, model.feature_importances_), key=lambda t: -t[1]):
        print(f"{name:28s}{gain:8d}")


if __name__ == "__main__":
    main()
