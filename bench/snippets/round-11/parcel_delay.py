"""Will a parcel arrive after its promised time? Scored when it leaves the depot."""
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

STAMPS = ["left_depot_at", "promised_at", "delivered_at"]


def read_parcels(path):
    parcels = pd.read_csv(path, parse_dates=STAMPS)
    parcels = parcels[parcels["delivered_at"].notna()].sort_values("left_depot_at")
    left = parcels["left_depot_at"]
    parcels["hour_left"] = left.dt.hour
    parcels["weekday_left"] = left.dt.dayofweek
    parcels["slack_hours"] = (parcels["promised_at"] - left).dt.total_seconds() / 3600
    parcels["transit_hours"] = (parcels["delivered_at"] - left).dt.total_seconds() / 3600
    parcels["late"] = (parcels["delivered_at"] > parcels["promised_at"]).astype(int)
    return parcels


NUMERIC = ["weight_kg", "distance_km", "stops_on_route", "slack_hours", "transit_hours", "hour_left", "attempts"]
NOMINAL = ["carrier", "depot", "service_level", "pod_code", "weekday_left"]


def pipeline():
    prepare = ColumnTransformer([
        ("num", SimpleImputer(strategy="median"), NUMERIC),
        ("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), NOMINAL),
    ])
    return Pipeline([
        ("prepare", prepare),
        ("forest", RandomForestClassifier(400, min_samples_leaf=10, n_jobs=-1, random_state=23)),
    ])


def main():
    parcels = read_parcels("data/parcels_2023.csv")
    cut = pd.Timestamp("2023-10-01")
    train = parcels[parcels["delivered_at"] < cut]
    test = parcels[parcels["left_depot_at"] >= cut]

    model = pipeline().fit(train[NUMERIC + NOMINAL], train["late"])
    late = model.predict_proba(test[NUMERIC + NOMINAL])[:, 1]
    print("AUC", round(roc_auc_score(test["late"], late), 4))
    print(classification_report(test["late"], late > 0.5, digits=3))


if __name__ == "__main__":
    main()
