import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split


def frame_from(csv):
    s = (
        pd.read_csv(csv, parse_dates=["ts"])
        .sort_values("ts")
        .set_index("ts")["mw"]
        .resample("1h")
        .mean()
    )
    out = pd.DataFrame({"mw": s})
    for h in (24, 25, 26, 48, 168):
        out[f"lag_{h}"] = out["mw"].shift(h)
    out["roll_24"] = out["mw"].shift(24).rolling(24).mean()
    out["hour"] = out.index.hour
    out["dow"] = out.index.dayofweek
    out["month"] = out.index.month
    return out.dropna()


table = frame_from("substation_17.csv")
target = table.pop("mw")

A, B, ta, tb = train_test_split(table, target, test_size=0.2, random_state=42)
forest = RandomForestRegressor(n_estimators=300, min_samples_leaf=3, n_jobs=-1, random_state=42)
forest.fit(A, ta)

err = mean_absolute_percentage_error(tb, forest.predict(B))
print(f"day-ahead MAPE: {100 * err:.2f} %")
imp = pd.Series(forest.feature_importances_, index=A.columns).sort_values(ascending=False)
print(imp.head(8))
