import argparse

import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

INPUTS = ["price", "smooth", "wind_gw", "load_gw", "hour", "weekday"]


def trend(series, hours):
    return series.rolling(hours, min_periods=hours // 2, center=True).mean()


def assemble(path):
    frame = pd.read_csv(path, parse_dates=["start"]).sort_values("start").set_index("start")
    frame["smooth"] = trend(frame["price"], 13)
    frame["hour"] = frame.index.hour
    frame["weekday"] = frame.index.weekday
    frame["next_price"] = frame["price"].shift(-1)
    return frame.dropna(subset=["next_price"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--path", default="day_ahead.csv")
    parser.add_argument("--cut", default="2023-07-01")
    args = parser.parse_args()

    frame = assemble(args.path)
    cut = pd.Timestamp(args.cut)
    past = frame[frame.index < cut - pd.Timedelta(hours=1)]
    later = frame[frame.index >= cut]
    model = HistGradientBoostingRegressor(max_iter=400)
    model.fit(past[INPUTS], past["next_price"])
    print("MAE EUR/MWh:", mean_absolute_error(later["next_price"], model.predict(later[INPUTS])))


if __name__ == "__main__":
    main()
