"""Heat load of a district network, one hour ahead."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, root_mean_squared_error
from sklearn.model_selection import KFold, cross_validate, train_test_split

LAGS = (1, 2, 3, 24, 48, 168)


def hourly(path):
    load = pd.read_csv(path, parse_dates=["ts"]).set_index("ts").sort_index()
    return load.resample("1h").mean()


def lagged(load):
    out = pd.DataFrame(index=load.index)
    for k in LAGS:
        out[f"mw_lag{k}"] = load["mw"].shift(k)
    out["mw_day_mean"] = load["mw"].shift(1).rolling(24).mean()
    out["temp_lag1"] = load["temp_out"].shift(1)
    out["temp_trend"] = load["temp_out"].shift(1) - load["temp_out"].shift(7)
    out["hour"] = load.index.hour
    out["weekday"] = load.index.dayofweek
    out["y"] = load["mw"]
    return out.dropna()


class HeatForecaster:
    def __init__(self, **params):
        self.model = HistGradientBoostingRegressor(**params)

    def check(self, table, folds=5):
        x, y = table.drop(columns="y"), table["y"]
        cv = cross_validate(
            self.model, x, y,
            cv=KFold(folds, shuffle=True, random_state=0),
            scoring="neg_mean_absolute_error",
        )
        return -cv["test_score"].mean()

    def holdout(self, table):
        x, y = table.drop(columns="y"), table["y"]
        x_fit, x_out, y_fit, y_out = train_test_split(x, y, test_size=0.15, random_state=0)
        self.model.fit(x_fit, y_fit)
        guess = self.model.predict(x_out)
        return mean_absolute_error(y_out, guess), root_mean_squared_error(y_out, guess)


if __name__ == "__main__":
    table = lagged(hourly("network_load.csv"))
    forecaster = HeatForecaster(learning_rate=0.05, max_iter=500, l2_regularization=1.0)
    print("cv MAE", round(forecaster.check(table), 3))
    mae, rmse = forecaster.holdout(table)
    print("MAE", round(mae, 3), "RMSE", round(rmse, 3))
