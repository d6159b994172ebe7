import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

SENSORS = ["air_temp", "humidity", "co2", "radiation"]
DEFAULTS = {"air_temp": 20.0, "humidity": 70.0, "co2": 400.0, "radiation": 0.0}


def fill(log):
    log = log.sort_values(["compartment", "time"]).reset_index(drop=True)
    log[SENSORS] = log.groupby("compartment")[SENSORS].ffill(limit=6)
    return log.fillna(DEFAULTS)


def lagged(log):
    g = log.groupby("compartment")
    cols = {}
    for s in SENSORS:
        cols[f"{s}_1h"] = g[s].shift(4)
        cols[f"{s}_3h"] = g[s].shift(12)
    return log.assign(**cols).dropna()


log = pd.read_csv("data/greenhouse.csv", parse_dates=["time"])
table = lagged(fill(log))
inputs = [c for c in table if c.endswith("h") and c != "time"]

spring = table[table["time"] < "2024-06-01"]
summer = table[table["time"] >= "2024-06-01"]
reg = Ridge(alpha=10.0).fit(spring[inputs], spring["transpiration"])
print("MAE", mean_absolute_error(summer["transpiration"], reg.predict(summer[inputs])))
