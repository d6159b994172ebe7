"""Early warning for gearbox alarms of a single wind turbine (10-minute SCADA)."""
import argparse

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

DAY = 144
CHANNELS = ["gear_oil_temp", "gear_bearing_temp", "rotor_rpm", "power_kw", "nacelle_temp"]


def read_scada(path):
    scada = pd.read_csv(path, parse_dates=["stamp"]).set_index("stamp").sort_index()
    return scada.resample("10min").mean(numeric_only=True)


def smooth(scada, width):
    quiet = scada[CHANNELS].rolling(width, center=True, min_periods=1).median()
    return quiet.add_suffix("_level")


def features(scada):
    level = smooth(scada, 13)
    spread = scada[CHANNELS].rolling(DAY, min_periods=DAY // 2).std().add_suffix("_spread")
    table = pd.concat([level, spread], axis=1)
    table["oil_over_nacelle"] = table["gear_oil_temp_level"] - table["nacelle_temp_level"]
    table["oil_trend"] = table["gear_oil_temp_level"].diff(6)
    return table


def alarm_ahead(scada):
    return scada["gear_alarm"].fillna(0).rolling(DAY).max().shift(-DAY)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("scada")
    parser.add_argument("--from-date", default="2024-03-01")
    args = parser.parse_args()

    scada = read_scada(args.scada)
    table = features(scada)
    table["target"] = alarm_ahead(scada)
    table = table.dropna(subset=["target"])

    start = pd.Timestamp(args.from_date)
    early = table[table.index < start - pd.Timedelta(days=2)]
    late = table[table.index >= start]
    model = HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.05, early_stopping=False, random_state=2
    )
    model.fit(early.drop(columns="target"), early["target"].astype(int))
    risk = model.predict_proba(late.drop(columns="target"))[:, 1]
    print("share of alarm rows", round(late["target"].mean(), 4))
    print("average precision", round(average_precision_score(late["target"], risk), 4))


if __name__ == "__main__":
    main()
