"""Predict 200 m freestyle final times from what is known before the race."""
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from xgboost import XGBRegressor

AGE_EDGES = [0, 16, 18, 21, 25, 30, 100]
INPUTS = ["best_before", "last_time", "races_before", "days_since", "age_band", "long_course"]


def load_races(path):
    races = pd.read_csv(path, parse_dates=["race_day"])
    races = races.drop_duplicates(["swimmer", "race_day"])
    return races.sort_values(["swimmer", "race_day"]).reset_index(drop=True)


def describe_past(races):
    times = races.groupby("swimmer")["seconds"]
    races["last_time"] = times.shift(1)
    races["best_before"] = times.transform(lambda s: s.shift(1).cummin())
    races["races_before"] = races.groupby("swimmer").cumcount()
    races["days_since"] = races.groupby("swimmer")["race_day"].diff().dt.days
    races["age_band"] = pd.cut(races["age"], AGE_EDGES, labels=False)
    races["long_course"] = (races["pool_m"] == 50).astype(int)
    return races[races["races_before"] >= 1]


def season(races, *years):
    return races[races["race_day"].dt.year.isin(years)]


def main():
    races = describe_past(load_races("data/free200.csv"))
    fit = season(races, 2014, 2015, 2016, 2017)
    tune = season(races, 2018)
    final = season(races, 2019)
    model = XGBRegressor(
        n_estimators=3000, learning_rate=0.02, max_depth=5, subsample=0.8, early_stopping_rounds=60
    )
    model.fit(fit[INPUTS], fit["seconds"], eval_set=[(tune[INPUTS], tune["seconds"])], verbose=False)
    pred = model.predict(final[INPUTS])
    print("MAE model", mean_absolute_error(final["seconds"], pred))
    print("MAE last ", mean_absolute_error(final["seconds"], final["last_time"]))
    print("bias     ", np.mean(pred - final["seconds"]))


if __name__ == "__main__":
    main()
