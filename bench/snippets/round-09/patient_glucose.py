import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_squared_error

H = 6            # 6 x 5 min = 30 min ahead
STEP = pd.Timedelta(minutes=5)


def features(cgm: pd.DataFrame) -> pd.DataFrame:
    cgm = cgm.sort_values(["pid", "t"]).reset_index(drop=True)
    g = cgm.groupby("pid")["mgdl"]
    for k in (1, 2, 3, 6, 12):
        cgm[f"m{k}"] = g.shift(k)
    cgm["slope"] = (cgm["mgdl"] - cgm["m3"]) / 3
    cgm["sd1h"] = g.transform(lambda s: s.rolling(12).std())
    cgm["tod"] = cgm["t"].dt.hour + cgm["t"].dt.minute / 60
    cgm["future"] = g.shift(-H)
    return cgm.dropna()


def main():
    cgm = pd.read_csv("cgm.csv", parse_dates=["t"])
    tab = features(cgm)
    cols = ["mgdl", "m1", "m2", "m3", "m6", "m12", "slope", "sd1h", "tod"]

    border = pd.Timestamp("2022-03-01")
    before = tab["t"] < border - H * STEP
    after = tab["t"] >= border

    model = HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05)
    model.fit(tab.loc[before, cols], tab.loc[before, "future"])
    hat = model.predict(tab.loc[after, cols])
    rmse = np.sqrt(mean_squared_error(tab.loc[after, "future"], hat))
    hold = np.sqrt(mean_squared_error(tab.loc[after, "future"], tab.loc[after, "mgdl"]))
    print(f"RMSE {rmse:.1f} mg/dl, persistence {hold:.1f}")


if __name__ == "__main__":
    main()
