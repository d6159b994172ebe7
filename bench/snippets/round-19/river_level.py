"""Water level at the gauge six hours ahead."""
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

HORIZON = 6


def features(gauge):
    out = pd.DataFrame(index=gauge.index)
    for lag in (0, 1, 2, 3, 6, 12, 24):
        out[f"level_lag{lag}"] = gauge["level_m"].shift(lag)
        out[f"rain_lag{lag}"] = gauge["rain_mm"].shift(lag)
    out["rain_24h"] = gauge["rain_mm"].rolling(24).sum()
    out["target"] = gauge["level_m"].shift(-HORIZON)
    return out.dropna()


def main():
    gauge = pd.read_csv("gauge_hourly.csv", parse_dates=["time"]).set_index("time").sort_index()
    table = features(gauge)
    y = table.pop("target")
    X_train, X_test, y_train, y_test = train_test_split(table, y, test_size=0.2, random_state=0)
    model = LGBMRegressor(n_estimators=600, learning_rate=0.03)
    model.fit(X_train, y_train)
    print("RMSE [m]:", mean_squared_error(y_test, model.predict(X_test)) ** 0.5)


if __name__ == "__main__":
    main()
