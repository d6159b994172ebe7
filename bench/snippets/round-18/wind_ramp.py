"""Power of a wind farm two hours ahead, from ten-minute SCADA means."""
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

STEP = 12
CUT = "2023-09-01"


def read_scada(path):
    scada = pd.read_parquet(path).sort_values("stamp").set_index("stamp")
    return scada[["wind_ms", "direction_deg", "power_kw", "temp_c"]].asfreq("10min").ffill()


def smooth(series, width):
    return series.rolling(width, center=True, min_periods=1).mean()


def design(scada):
    X = pd.DataFrame(index=scada.index)
    X["power_now"] = scada["power_kw"]
    X["wind_now"] = scada["wind_ms"]
    for width in (7, 25, 49):
        X[f"wind_smooth_{width}"] = smooth(scada["wind_ms"], width)
    X["gust_gap"] = scada["wind_ms"] - X["wind_smooth_7"]
    X["temp"] = scada["temp_c"]
    y = scada["power_kw"].shift(-STEP).rename("power_ahead")
    keep = y.notna()
    return X[keep], y[keep]


def main():
    X, y = design(read_scada("data/farm_07.parquet"))
    cut = pd.Timestamp(CUT)
    early = X.index < cut - pd.Timedelta(hours=12)
    late = X.index >= cut
    model = LGBMRegressor(n_estimators=500, learning_rate=0.03)
    model.fit(X[early], y[early])
    print(f"MAE {mean_absolute_error(y[late], model.predict(X[late])):.0f} kW")


if __name__ == "__main__":
    main()
