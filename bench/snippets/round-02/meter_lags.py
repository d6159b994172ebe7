import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_error


class MeterFeatures:
    """Half-hourly consumption of about 5,000 smart meters."""

    lags = (1, 2, 48, 336)

    def __init__(self, readings: pd.DataFrame):
        self.readings = readings.sort_values(["meter_id", "read_at"]).reset_index(drop=True)

    def add_lags(self):
        for k in self.lags:
            self.readings[f"kwh_lag{k}"] = self.readings["kwh"].shift(k)
        self.readings["kwh_roll48"] = self.readings["kwh"].shift(1).rolling(48).mean()
        return self

    def add_calendar(self):
        at = self.readings["read_at"].dt
        self.readings["slot"] = at.hour * 2 + at.minute // 30
        self.readings["weekend"] = (at.dayofweek >= 5).astype(int)
        return self

    def frame(self):
        return self.readings.dropna()


readings = pd.read_parquet("meter_readings.parquet")
readings["read_at"] = pd.to_datetime(readings["read_at"])
data = MeterFeatures(readings).add_lags().add_calendar().frame()

border = pd.Timestamp("2013-11-01")
train, test = data[data["read_at"] < border], data[data["read_at"] >= border]
cols = [c for c in data.columns if c.startswith("kwh_")] + ["slot", "weekend"]

model = ExtraTreesRegressor(n_estimators=100, n_jobs=-1, random_state=0)
model.fit(train[cols], train["kwh"])
print("MAE kWh", mean_absolute_error(test["kwh"], model.predict(test[cols])))
