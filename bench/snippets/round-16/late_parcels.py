"""Warn at pick-up time which parcels will miss their promised delivery time."""
from dataclasses import dataclass

import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import RandomizedSearchCV, TimeSeriesSplit

STAMPS = ["picked_up_at", "promised_at", "delivered_at"]


@dataclass
class Shipments:
    frame: pd.DataFrame

    @classmethod
    def read(cls, path):
        frame = pd.read_csv(path, parse_dates=STAMPS)
        return cls(frame.dropna(subset=STAMPS).sort_values("picked_up_at"))

    def label(self):
        late = self.frame["delivered_at"] > self.frame["promised_at"]
        return late.astype(int)

    def route(self):
        f = self.frame
        return pd.DataFrame({
            "distance_km": f["distance_km"],
            "hubs": f["n_hubs"],
            "cross_border": (f["origin_country"] != f["dest_country"]).astype(int),
            "kmh": f["distance_km"] / ((f["delivered_at"] - f["picked_up_at"]).dt.total_seconds() / 3600),
        })

    def parcel(self):
        f = self.frame
        return pd.DataFrame({"weight": f["weight_kg"], "volume": np.log1p(f["volume_l"]), "cod": f["cash_on_delivery"]})

    def timing(self):
        f = self.frame
        return pd.DataFrame({
            "pickup_hour": f["picked_up_at"].dt.hour,
            "pickup_weekday": f["picked_up_at"].dt.dayofweek,
            "allowance_h": (f["promised_at"] - f["picked_up_at"]).dt.total_seconds() / 3600,
        })

    def matrix(self):
        return pd.concat([self.route(), self.parcel(), self.timing()], axis=1)


def main():
    shipments = Shipments.read("shipments.csv")
    X, y = shipments.matrix(), shipments.label()
    day = shipments.frame["picked_up_at"]
    train, test = day < "2023-10-01", day >= "2023-11-01"
    search = RandomizedSearchCV(
        LGBMClassifier(n_estimators=300, verbose=-1),
        {"num_leaves": [15, 31, 63], "learning_rate": [0.02, 0.05, 0.1], "min_child_samples": [20, 100]},
        n_iter=10,
        cv=TimeSeriesSplit(4),
        scoring="average_precision",
        random_state=0,
    )
    search.fit(X[train], y[train])
    risk = search.predict_proba(X[test])[:, 1]
    print("average precision", average_precision_score(y[test], risk))


if __name__ == "__main__":
    main()
