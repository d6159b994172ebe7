import xgboost as xgb
import pandas as pd
from sklearn.metrics import mean_absolute_error


def with_history(df, key, value, lags, windows):
    df = df.sort_values([key, "date"])
    past = df.groupby(key)[value].shift(1)
    for lag in lags:
        df[f"{value}_l{lag}"] = df.groupby(key)[value].shift(lag)
    for w in windows:
        df[f"{value}_r{w}"] = past.groupby(df[key]).transform(lambda s, w=w: s.rolling(w, min_periods=w).mean())
    df[f"{value}_life"] = past.groupby(df[key]).transform(lambda s: s.expanding().mean())
    return df


def cut(df, first_test_day):
    before = df["date"] < first_test_day
    return df[before], df[~before]


def main():
    sales = pd.read_csv("data/kiosks.csv", parse_dates=["date"])
    sales = with_history(sales, "kiosk", "cups", lags=(1, 2, 7), windows=(7, 28)).dropna()
    sales["weekday"] = sales["date"].dt.weekday
    inputs = [c for c in sales.columns if c.startswith("cups_")] + ["weekday"]

    train, test = cut(sales, pd.Timestamp("2023-09-01"))
    reg = xgb.XGBRegressor(n_estimators=300, max_depth=5, learning_rate=0.08, objective="reg:absoluteerror")
    reg.fit(train[inputs], train["cups"])
    print("MAE", mean_absolute_error(test["cups"], reg.predict(test[inputs])))


if __name__ == "__main__":
    main()
