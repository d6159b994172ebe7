"""Units sold seven days ahead per shop and product."""
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

KEY = ["shop", "product"]
HORIZON = 7
VALID_FROM = pd.Timestamp("2024-04-01")
TEST_FROM = pd.Timestamp("2024-07-01")
FEATURES = ["weekday", "sold", "sold_7", "sold_14", "mean_28", "price"]


def read_panel(path):
    panel = pd.read_csv(path, parse_dates=["day"])
    full = pd.date_range(panel["day"].min(), panel["day"].max(), freq="D")
    wide = panel.set_index(["day", *KEY]).unstack(KEY).reindex(full)
    wide.index.name = "day"
    return wide.stack(KEY, future_stack=True).reset_index().sort_values([*KEY, "day"])


def add_columns(panel):
    sold = panel.groupby(KEY)["sold"]
    panel["sold_7"] = sold.shift(7)
    panel["sold_14"] = sold.shift(14)
    panel["mean_28"] = sold.transform(lambda s: s.rolling(28, min_periods=14).mean())
    panel["weekday"] = panel["day"].dt.dayofweek
    panel["ahead"] = sold.shift(-HORIZON)
    return panel.dropna(subset=["ahead", "mean_28"])


def error(model, part):
    return mean_absolute_error(part["ahead"], model.predict(part[FEATURES]))


def main():
    panel = add_columns(read_panel("sales.csv"))
    gap = pd.Timedelta(days=HORIZON)
    train = panel[panel["day"] < VALID_FROM - gap]
    valid = panel[(panel["day"] >= VALID_FROM) & (panel["day"] < TEST_FROM - gap)]
    test = panel[panel["day"] >= TEST_FROM]

    fitted = {}
    for leaves in (15, 31, 63):
        model = LGBMRegressor(n_estimators=400, learning_rate=0.04,
                              num_leaves=leaves, random_state=0)
        model.fit(train[FEATURES], train["ahead"])
        fitted[leaves] = (error(model, valid), model)
        print(leaves, "leaves, validation MAE", round(fitted[leaves][0], 2))

    best = min(fitted, key=lambda k: fitted[k][0])
    print(f"test MAE {error(fitted[best][1], test):.2f} ({best} leaves)")


if __name__ == "__main__":
    main()
