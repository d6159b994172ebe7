"""Next-hour PM2.5 at one monitoring post."""
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit

SMOOTHING = {
    "pm25_6h": ("pm25", {"window": 6, "min_periods": 4}),
    "pm25_base": ("pm25", {"window": 7, "min_periods": 4, "center": True}),
    "wind_6h": ("wind_speed", {"window": 6, "min_periods": 4}),
    "humidity_12h": ("humidity", {"window": 12, "min_periods": 8}),
}
DIRECT = ["pm25", "pm10", "no2", "temp", "wind_speed", "humidity"]
FIRST_TEST_DAY = "2020-10-01"


def read_post(path):
    post = pd.read_csv(path, parse_dates=["time"]).set_index("time").sort_index()
    return post.asfreq("h")[DIRECT]


def smooth(post):
    made = {}
    for name, (column, options) in SMOOTHING.items():
        made[name] = post[column].rolling(**options).mean()
    return pd.DataFrame(made, index=post.index)


def dataset(post):
    table = post.join(smooth(post))
    table["hour"] = table.index.hour
    table["month"] = table.index.month
    table["next_pm25"] = post["pm25"].shift(-1)
    return table.dropna()


def main():
    table = dataset(read_post("post_17.csv"))
    before = table[table.index < FIRST_TEST_DAY].iloc[:-1]
    after = table[table.index >= FIRST_TEST_DAY]
    inputs = table.columns.drop("next_pm25")

    search = GridSearchCV(
        GradientBoostingRegressor(random_state=3),
        {"n_estimators": [200, 500], "max_depth": [3, 5], "subsample": [0.7, 1.0]},
        cv=TimeSeriesSplit(n_splits=4, gap=24),
        scoring="neg_mean_absolute_error",
        n_jobs=-1,
    )
    search.fit(before[inputs], before["next_pm25"])

    persistence = mean_absolute_error(after["next_pm25"], after["pm25"])
    model = mean_absolute_error(after["next_pm25"], search.predict(after[inputs]))
    print(f"persistence {persistence:.2f}  model {model:.2f} ug/m3")


if __name__ == "__main__":
    main()
