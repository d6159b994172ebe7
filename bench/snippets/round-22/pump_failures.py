"""Risk that a slurry pump trips within the next 24 hours, from hourly telemetry."""
import argparse

import pandas as pd
from sklearn.metrics import average_precision_score
from xgboost import XGBClassifier

SENSORS = ["vibration_mm_s", "bearing_temp_c", "flow_m3_h", "current_a"]
GAP = pd.Timedelta(hours=48)


def read(path):
    log = pd.read_parquet(path)
    log["ts"] = pd.to_datetime(log["ts"], utc=True)
    return log.sort_values(["pump_id", "ts"]).reset_index(drop=True)


class Signals:
    """Level, trend and unrest of every sensor."""

    def __init__(self, sensors, hours=12):
        self.sensors = sensors
        self.hours = hours
        self.names = []

    def _add(self, log, name, values):
        log[name] = values
        self.names.append(name)

    def build(self, log):
        for sensor in self.sensors:
            by_pump = log.groupby("pump_id")[sensor]
            level = by_pump.transform(lambda s: s.rolling(self.hours, center=True, min_periods=4).mean())
            unrest = by_pump.transform(lambda s: s.rolling(self.hours, min_periods=4).std())
            self._add(log, f"{sensor}_level", level)
            self._add(log, f"{sensor}_unrest", unrest)
            self._add(log, f"{sensor}_step", by_pump.diff())
            self._add(log, f"{sensor}_offset", log[sensor] - level)
        return log


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", default="data/pumps_hourly.parquet")
    parser.add_argument("--cut", default="2023-09-01")
    args = parser.parse_args()

    signals = Signals(SENSORS)
    log = signals.build(read(args.log))
    cut = pd.Timestamp(args.cut, tz="UTC")
    before = log[log["ts"] < cut - GAP]
    after = log[log["ts"] >= cut]

    model = XGBClassifier(
        n_estimators=400, max_depth=5, learning_rate=0.05, subsample=0.8,
        scale_pos_weight=25, eval_metric="aucpr", random_state=6,
    )
    model.fit(before[signals.names], before["trips_within_24h"])
    risk = model.predict_proba(after[signals.names])[:, 1]
    print("AP", round(average_precision_score(after["trips_within_24h"], risk), 3))
    top = after.assign(risk=risk).groupby("pump_id")["risk"].max().nlargest(10)
    print(top.round(3).to_string())


if __name__ == "__main__":
    main()
