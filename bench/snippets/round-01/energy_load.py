import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split


def read_load(path):
    load = pd.read_csv(path, parse_dates=["timestamp"])
    return load.sort_values("timestamp").reset_index(drop=True)


def add_lags(load, lags=(24, 48, 168)):
    for h in lags:
        load[f"mw_lag_{h}"] = load["mw"].shift(h)
    load["hour"] = load["timestamp"].dt.hour
    load["dow"] = load["timestamp"].dt.dayofweek
    return load.dropna()


load = add_lags(read_load("grid_load_hourly.csv"))
y = load["mw"]
X = load.drop(columns=["mw", "timestamp"])

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)

rf = RandomForestRegressor(n_estimators=200, n_jobs=-1, random_state=0)
rf.fit(X_train, y_train)
mape = mean_absolute_percentage_error(y_test, rf.predict(X_test))
print(f"day-ahead MAPE: {mape:.2%}")
