"""Hourly bike pick-ups at the central station."""
import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, mean_squared_error
from sklearn.model_selection import RandomizedSearchCV, train_test_split

LAGS = (1, 2, 3, 24, 168)


class PickupTable:
    def __init__(self, trips_csv, weather_csv):
        self.trips = pd.read_csv(trips_csv, parse_dates=["started_at"])
        self.weather = pd.read_csv(weather_csv, parse_dates=["hour"], index_col="hour")

    def hourly(self):
        stamp = self.trips["started_at"].dt.floor("h")
        counts = stamp.value_counts().sort_index().rename("pickups")
        return counts.asfreq("h", fill_value=0).to_frame()

    def build(self):
        table = self.hourly().join(self.weather[["temp", "rain_mm", "wind"]].shift(1), how="left")
        for lag in LAGS:
            table[f"pickups_{lag}h"] = table["pickups"].shift(lag)
        table["last_day"] = table["pickups"].shift(1).rolling(24).sum()
        table["hour_sin"] = np.sin(2 * np.pi * table.index.hour / 24)
        table["hour_cos"] = np.cos(2 * np.pi * table.index.hour / 24)
        table["weekday"] = table.index.dayofweek
        return table.dropna()


def parts(table, seed=20):
    X, y = table.drop(columns="pickups"), table["pickups"]
    return train_test_split(X, y, test_size=0.2, random_state=seed)


def tune(X, y):
    space = {
        "learning_rate": [0.02, 0.05, 0.1],
        "max_leaf_nodes": [15, 31, 63],
        "l2_regularization": [0.0, 1.0, 10.0],
    }
    search = RandomizedSearchCV(
        HistGradientBoostingRegressor(loss="poisson", max_iter=500, random_state=0),
        space, n_iter=10, cv=5, scoring="neg_mean_absolute_error", random_state=0,
    )
    return search.fit(X, y).best_estimator_


def main():
    table = PickupTable("trips.csv", "weather.csv").build()
    X_train, X_test, y_train, y_test = parts(table)
    model = tune(X_train, y_train)
    guess = model.predict(X_test)
    print("MAE ", mean_absolute_error(y_test, guess))
    print("RMSE", mean_squared_error(y_test, guess) ** 0.5)
    joblib.dump(model, "dock_demand.joblib")


if __name__ == "__main__":
    main()
