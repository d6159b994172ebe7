"""Flag parcels that will miss the promised delivery day at the moment of drop-off."""
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

KEYS = ["parcel_id", "sender_id"]
CODES = ["service", "origin_hub", "destination_hub", "drop_off_kind"]


def read(path):
    parcels = pd.read_csv(path, parse_dates=["dropped_at", "delivered_at"])
    parcels = parcels.dropna(subset=["delivered_at"])
    return parcels.sample(frac=1.0, random_state=9).drop_duplicates("sender_id")


def enrich(parcels):
    parcels = parcels.copy()
    parcels["hours_in_network"] = (
        parcels["delivered_at"] - parcels["dropped_at"]
    ).dt.total_seconds() / 3600
    parcels["drop_off_hour"] = parcels["dropped_at"].dt.hour
    parcels["drop_off_weekday"] = parcels["dropped_at"].dt.dayofweek
    parcels["volume_l"] = parcels[["length_cm", "width_cm", "height_cm"]].prod(axis=1) / 1000
    parcels["density"] = parcels["weight_kg"] / parcels["volume_l"].clip(lower=0.1)
    return parcels


def outcome(parcels):
    days = (parcels["delivered_at"].dt.normalize() - parcels["dropped_at"].dt.normalize()).dt.days
    return (days > parcels["promised_days"]).astype(int)


def inputs(parcels):
    table = enrich(parcels)
    table[CODES] = table[CODES].fillna("unknown")
    return table.drop(columns=KEYS + ["dropped_at", "delivered_at"])


def main():
    parcels = read("data/parcels_week_18.csv")
    X, y = inputs(parcels), outcome(parcels)
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=9)
    X_fit, X_stop, y_fit, y_stop = train_test_split(
        X_rest, y_rest, test_size=0.15, stratify=y_rest, random_state=9
    )
    model = CatBoostClassifier(
        iterations=1500, depth=6, cat_features=CODES, eval_metric="AUC", random_seed=9, verbose=False
    )
    model.fit(X_fit, y_fit, eval_set=(X_stop, y_stop), early_stopping_rounds=80)
    p = model.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, p):.3f}  AP {average_precision_score(y_test, p):.3f}")


if __name__ == "__main__":
    main()
