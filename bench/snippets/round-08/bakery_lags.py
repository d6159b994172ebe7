import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

H = 7

sales = (
    pd.read_csv("bakery.csv", parse_dates=["day"])
    .sort_values(["branch", "day"])
    .reset_index(drop=True)
)

by = sales.groupby("branch")["loaves"]
for k in (H, H + 7, H + 14):
    sales[f"lag{k}"] = by.shift(k)
sales["avg4w"] = by.transform(lambda s: s.shift(H).rolling(28, min_periods=14).mean())
sales["trend"] = sales["lag7"] - sales["lag14"]
sales["best_so_far"] = by.transform(lambda s: s.shift(H).expanding().max())
sales["dow"] = sales["day"].dt.dayofweek
sales["month"] = sales["day"].dt.month
sales = sales.dropna()

start = pd.Timestamp("2023-05-01")
past = sales[sales["day"] < start - pd.Timedelta(days=H)]
ahead = sales[sales["day"] >= start]

X = ["lag7", "lag14", "lag21", "avg4w", "trend", "best_so_far", "dow", "month"]
gbm = LGBMRegressor(objective="poisson", n_estimators=400, learning_rate=0.04, verbose=-1)
gbm.fit(past[X], past["loaves"])

print("week-ahead MAE  :", round(mean_absolute_error(ahead["loaves"], gbm.predict(ahead[X])), 1))
print("same day last wk:", round(mean_absolute_error(ahead["loaves"], ahead["lag7"]), 1))
