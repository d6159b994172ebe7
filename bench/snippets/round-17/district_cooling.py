import pandas as pd
import statsmodels.api as sm
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

LAGS = [24, 25, 48, 168]


def hourly_load(path: str) -> pd.DataFrame:
    load = pd.read_csv(path, parse_dates=["timestamp"]).sort_values("timestamp")
    return load.set_index("timestamp").asfreq("h")


def with_history(load: pd.DataFrame) -> pd.DataFrame:
    table = load[["mw", "forecast_temp"]].copy()
    for lag in LAGS:
        table[f"mw_{lag}h"] = table["mw"].shift(lag)
    table["week_mean"] = table["mw"].shift(24).rolling(168).mean()
    table["hour"] = table.index.hour
    table["weekend"] = (table.index.dayofweek >= 5).astype(int)
    return table.dropna()


def main() -> None:
    table = with_history(hourly_load("cooling_plant.csv"))
    y = table.pop("mw")
    X_train, X_test, y_train, y_test = train_test_split(table, y, test_size=0.2, random_state=6)
    fitted = sm.OLS(y_train, sm.add_constant(X_train)).fit()
    print(fitted.summary().tables[1])
    predicted = fitted.predict(sm.add_constant(X_test))
    mape = mean_absolute_percentage_error(y_test, predicted)
    print(f"day-ahead MAPE {100 * mape:.2f} %")


if __name__ == "__main__":
    main()
