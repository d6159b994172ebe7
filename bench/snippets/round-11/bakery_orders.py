"""Daily units per bakery branch, one model for all branches."""
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

VALID_FROM = "2023-07-01"
TEST_FROM = "2023-10-01"
LAGS = (1, 7, 14)


class BranchHistory:
    def __init__(self, path):
        sales = pd.read_csv(path, parse_dates=["day"])
        self.sales = sales.sort_values(["branch", "day"]).reset_index(drop=True)

    def with_lags(self):
        for lag in LAGS:
            self.sales[f"units_lag{lag}"] = self.sales["units"].shift(lag)
        return self

    def with_level(self, days=28):
        past = self.sales["units"].shift(1)
        self.sales["units_level"] = past.rolling(days, min_periods=7).mean()
        self.sales["units_spread"] = past.rolling(days, min_periods=7).std()
        return self

    def with_calendar(self):
        day = self.sales["day"].dt
        self.sales["weekday"] = day.dayofweek
        self.sales["month"] = day.month
        return self

    def parts(self):
        rows = self.sales.dropna()
        train = rows[rows["day"] < VALID_FROM]
        valid = rows[(rows["day"] >= VALID_FROM) & (rows["day"] < TEST_FROM)]
        test = rows[rows["day"] >= TEST_FROM]
        return train, valid, test


def main():
    history = BranchHistory("data/branch_sales.csv").with_lags().with_level().with_calendar()
    train, valid, test = history.parts()
    inputs = [c for c in train.columns if c.startswith("units_")] + ["weekday", "month", "promo_planned"]

    model = xgb.XGBRegressor(
        n_estimators=2000, learning_rate=0.03, max_depth=6,
        early_stopping_rounds=50, eval_metric="mae",
    )
    model.fit(train[inputs], train["units"], eval_set=[(valid[inputs], valid["units"])], verbose=False)
    predicted = model.predict(test[inputs])
    naive = test["units_lag7"]
    print("model MAE", mean_absolute_error(test["units"], predicted))
    print("last week MAE", mean_absolute_error(test["units"], naive))


if __name__ == "__main__":
    main()
