"""Energy that an electric car will take, estimated when the plug goes in."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

MAKERS = {
    "start_hour": lambda s: s["plug_in"].dt.hour,
    "weekend": lambda s: (s["plug_in"].dt.dayofweek >= 5).astype(int),
    "site_kw": lambda s: s["site_rated_kw"],
    "battery_kwh": lambda s: s["vehicle_battery_kwh"],
    "kw_headroom": lambda s: s["site_rated_kw"] - s["vehicle_max_kw"],
    "load_factor": lambda s: s["energy_kwh"] / (s["site_rated_kw"] * s["hours_plugged"]),
    "hours_plugged": lambda s: s["hours_plugged"],
    "soc_start": lambda s: s["soc_start"].fillna(-1),
}


def sessions(path):
    raw = pd.read_csv(path, parse_dates=["plug_in", "plug_out"]).sort_values("plug_in")
    raw["hours_plugged"] = (raw["plug_out"] - raw["plug_in"]).dt.total_seconds() / 3600
    return raw[(raw["hours_plugged"] > 0.05) & (raw["energy_kwh"] > 0.2)].reset_index(drop=True)


def features(raw):
    made = {name: make(raw) for name, make in MAKERS.items()}
    return pd.DataFrame(made).assign(connector=raw["connector"])


def estimator():
    columns = ColumnTransformer([("plug", OneHotEncoder(handle_unknown="ignore"), ["connector"])], remainder="passthrough")
    return Pipeline([
        ("columns", columns),
        ("forest", RandomForestRegressor(n_estimators=400, min_samples_leaf=3, n_jobs=-1, random_state=0)),
    ])


def main():
    raw = sessions("sessions.csv")
    x, y = features(raw), raw["energy_kwh"]
    start = int(len(raw) * 0.8)
    model = estimator().fit(x.iloc[:start], y.iloc[:start])
    guess = model.predict(x.iloc[start:])
    naive = np.full(len(raw) - start, y.iloc[:start].median())
    print("MAE", mean_absolute_error(y.iloc[start:], guess), "naive", mean_absolute_error(y.iloc[start:], naive))


if __name__ == "__main__":
    main()
