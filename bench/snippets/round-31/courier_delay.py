import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


class DeliveryFeatures:
    """Builds the model matrix for delay minutes of single parcels."""

    numeric = ["distance_km", "stops_before", "parcel_kg", "hour"]

    def __init__(self, target="delay_min", smoothing=30):
        self.target = target
        self.smoothing = smoothing
        self.tables = {}

    def _history(self, frame, key):
        base = frame[self.target].mean()
        agg = frame.groupby(key)[self.target].agg(["sum", "count"])
        return (agg["sum"] + base * self.smoothing) / (agg["count"] + self.smoothing)

    def learn(self, frame, keys):
        for key in keys:
            self.tables[key] = self._history(frame, key)
        return self

    def build(self, frame):
        out = frame[self.numeric].copy()
        for key, table in self.tables.items():
            out[f"{key}_delay"] = frame[key].map(table)
        return out


def load(path):
    parcels = pd.read_csv(path)
    parcels["hour"] = parcels["planned_hour"].clip(6, 22)
    return parcels[parcels["delay_min"].between(-60, 600)]


def run(path="data/parcels.csv"):
    parcels = load(path)
    features = DeliveryFeatures().learn(parcels, ["postcode_area", "vehicle_type", "shop_id"])
    X = features.build(parcels)
    y = parcels["delay_min"]
    X_fit, X_hold, y_fit, y_hold = train_test_split(X, y, test_size=0.2, random_state=3)
    model = lgb.LGBMRegressor(n_estimators=400, learning_rate=0.05, num_leaves=63)
    model.fit(X_fit, y_fit)
    print("MAE", mean_absolute_error(y_hold, model.predict(X_hold)))


if __name__ == "__main__":
    run()
