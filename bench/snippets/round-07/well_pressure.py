"""Next-hour tubing pressure for one gas well, minute data resampled to 10 min."""
import pandas as pd
from lightgbm import LGBMRegressor

H = 6  # 6 x 10 min

p = (
    pd.read_csv("well_A17.csv", parse_dates=["ts"])
    .set_index("ts")
    .sort_index()["tubing_bar"]
    .resample("10min")
    .mean()
)

tbl = pd.DataFrame({"now": p})
tbl["lag1"] = p.shift(1)
tbl["lag6"] = p.shift(6)
tbl["smooth"] = p.rolling(13, center=True).median()
tbl["rough"] = p.rolling(13, center=True, min_periods=5).std()
tbl["hour"] = tbl.index.hour
tbl["y"] = p.shift(-H)
tbl = tbl.dropna()

edge = tbl.index[int(len(tbl) * 0.8)]
past = tbl.loc[: edge - pd.Timedelta(hours=2)]
future = tbl.loc[edge:]

cols = ["now", "lag1", "lag6", "smooth", "rough", "hour"]
gbm = LGBMRegressor(n_estimators=500, learning_rate=0.03)
gbm.fit(past[cols], past["y"])

err = (gbm.predict(future[cols]) - future["y"]).abs()
naive = (future["now"] - future["y"]).abs()
print(f"MAE {err.mean():.3f} bar, persistence {naive.mean():.3f} bar")
print(f"skill {1 - err.mean() / naive.mean():.2%}")
