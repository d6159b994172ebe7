"""Next-hour power of wind turbines from SCADA averages."""
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

KEY = "turbine"
CHANNELS = ["power_kw", "wind_ms", "rotor_rpm"]


def smooth(values, hours, centred=True):
    return values.rolling(hours, min_periods=hours // 2 + 1, center=centred).mean()


def read_scada(path):
    scada = pd.read_parquet(path, columns=[KEY, "time", *CHANNELS, "ambient_c"])
    return scada.sort_values([KEY, "time"]).reset_index(drop=True)


def describe(scada):
    by_turbine = scada.groupby(KEY, sort=False)
    for channel in CHANNELS:
        for hours in (5, 13):
            scada[f"{channel}_s{hours}"] = by_turbine[channel].transform(smooth, hours)
        scada[f"{channel}_prev"] = by_turbine[channel].shift(1)
    scada["hour"] = scada["time"].dt.hour
    scada["next_power"] = by_turbine["power_kw"].shift(-1)
    return scada.dropna()


def main():
    rows = describe(read_scada("data/scada_hourly.parquet"))
    inputs = [c for c in rows.columns if c not in (KEY, "time", "next_power")]
    cut = pd.Timestamp("2023-07-01")
    margin = pd.Timedelta(hours=24)
    before = rows[rows["time"] < cut - margin]
    after = rows[rows["time"] >= cut]

    model = LGBMRegressor(n_estimators=500, learning_rate=0.04, num_leaves=47, verbose=-1)
    model.fit(before[inputs], before["next_power"])
    forecast = model.predict(after[inputs])

    persistence = mean_absolute_error(after["next_power"], after["power_kw"])
    print("persistence MAE", round(persistence, 1))
    print("model MAE", round(mean_absolute_error(after["next_power"], forecast), 1))


if __name__ == "__main__":
    main()
