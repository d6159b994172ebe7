"""Power of one turbine an hour ahead from ten-minute SCADA readings."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_error

HORIZON = 6
SMOOTH = {
    "wind_ms": {"window": 13, "center": True, "min_periods": 7},
    "power_kw": {"window": 13, "center": True, "min_periods": 7},
    "rotor_rpm": {"window": 13, "min_periods": 7},
    "nacelle_temp": {"window": 73, "min_periods": 36},
}


def read_scada(path):
    scada = pd.read_parquet(path).set_index("time").sort_index()
    return scada[~scada.index.duplicated()].asfreq("10min")


def smooth(scada, settings):
    columns = {}
    for name, options in settings.items():
        columns[f"{name}_smooth"] = scada[name].rolling(**options).mean()
        columns[name] = scada[name]
    return pd.DataFrame(columns, index=scada.index)


def frame(scada):
    out = smooth(scada, SMOOTH)
    hour = out.index.hour + out.index.minute / 60
    out["hour_sin"] = np.sin(2 * np.pi * hour / 24)
    out["hour_cos"] = np.cos(2 * np.pi * hour / 24)
    out["target"] = scada["power_kw"].shift(-HORIZON)
    return out.dropna()


def main():
    data = frame(read_scada("turbine_07.parquet"))
    edge = data.index[int(len(data) * 0.8)]
    past = data[data.index < edge - pd.Timedelta(hours=12)]
    recent = data[data.index >= edge]

    model = ExtraTreesRegressor(400, min_samples_leaf=5, n_jobs=-1, random_state=3)
    model.fit(past.drop(columns="target"), past["target"])
    forecast = model.predict(recent.drop(columns="target"))
    print("model      ", mean_absolute_error(recent["target"], forecast))
    print("persistence", mean_absolute_error(recent["target"], recent["power_kw"]))


if __name__ == "__main__":
    main()
