import holidays
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

LAGS = (1, 2, 7, 14)


def daily_parcels(path):
    scans = pd.read_csv(path, parse_dates=["scanned_at"])
    return scans.set_index("scanned_at").resample("D")["parcel_id"].nunique().rename("parcels")


def add_history(series):
    frame = series.to_frame()
    for lag in LAGS:
        frame[f"lag_{lag}"] = series.shift(lag)
    frame["mean_28"] = series.shift(1).rolling(28).mean()
    return frame.dropna()


def add_calendar(frame, country="NL"):
    closed = holidays.country_holidays(country)
    return frame.assign(
        weekday=frame.index.dayofweek,
        month=frame.index.month,
        holiday=[int(day in closed) for day in frame.index.date],
    )


def main():
    frame = add_calendar(add_history(daily_parcels("data/scans_2019_2024.csv")))
    X = frame.drop(columns="parcels")
    y = frame["parcels"]
    parts = train_test_split(X, y, test_size=0.15, random_state=8)
    X_fit, X_eval, y_fit, y_eval = parts
    model = HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05)
    model.fit(X_fit, y_fit)
    error = mean_absolute_percentage_error(y_eval, model.predict(X_eval))
    print(f"MAPE {100 * error:.1f} %")


if __name__ == "__main__":
    main()
