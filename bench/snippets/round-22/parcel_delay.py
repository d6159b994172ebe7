"""Will a parcel miss its promised day? Scored when it is handed to the carrier."""
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

STAMPS = ["handed_over_at", "promised_by", "delivered_at"]
TEST_FROM = pd.Timestamp("2024-01-15")
TRAIN_UNTIL = pd.Timestamp("2024-01-01")


class ParcelTable:
    categories = ["carrier", "service", "origin_depot"]

    def __init__(self, path):
        self.rows = pd.read_csv(path, parse_dates=STAMPS).dropna(subset=STAMPS)
        self.numbers = []

    def _hours(self, later, earlier):
        return (self.rows[later] - self.rows[earlier]).dt.total_seconds() / 3600

    def number(self, name, values):
        self.rows[name] = values
        self.numbers.append(name)
        return self

    def describe(self):
        r = self.rows
        self.number("weight_kg", r["weight_g"] / 1000)
        self.number("route_km", r["route_km"])
        self.number("hand_over_hour", r["handed_over_at"].dt.hour)
        self.number("promised_hours", self._hours("promised_by", "handed_over_at"))
        self.number("km_per_hour", r["route_km"] / self._hours("delivered_at", "handed_over_at").clip(lower=1))
        r["late"] = (r["delivered_at"] > r["promised_by"]).astype(int)
        return self

    @property
    def inputs(self):
        return self.numbers + self.categories


def main():
    parcels = ParcelTable("data/parcels.csv").describe()
    rows = parcels.rows
    train = rows[(rows["handed_over_at"] < TRAIN_UNTIL) & (rows["delivered_at"] < TEST_FROM)]
    test = rows[rows["handed_over_at"] >= TEST_FROM]

    model = make_pipeline(
        make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore", min_frequency=50), parcels.categories),
            remainder="passthrough",
        ),
        RandomForestClassifier(300, min_samples_leaf=10, n_jobs=-1, random_state=1),
    )
    model.fit(train[parcels.inputs], train["late"])
    risk = model.predict_proba(test[parcels.inputs])[:, 1]
    print("AUC", round(roc_auc_score(test["late"], risk), 3))
    print(classification_report(test["late"], risk > 0.5, digits=3))


if __name__ == "__main__":
    main()
