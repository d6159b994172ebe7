import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

HORIZON = 24
TEST_START = pd.Timestamp("2024-01-01", tz="UTC")


def read_prices(path: str) -> pd.DataFrame:
    prices = pd.read_csv(path)
    prices["hour_start"] = pd.to_datetime(prices["hour_start"], utc=True)
    return prices.set_index("hour_start").sort_index().asfreq("h")


def make_table(prices: pd.DataFrame) -> pd.DataFrame:
    spot = prices["eur_mwh"]
    table = pd.DataFrame(index=prices.index)
    table["now"] = spot
    table["yesterday"] = spot.shift(24)
    table["last_week"] = spot.shift(144)
    table["mean_72h"] = spot.rolling(72).mean()
    table["spread_24h"] = spot.rolling(24).max() - spot.rolling(24).min()
    table["hour"] = table.index.hour
    table["weekday"] = table.index.dayofweek
    table["label"] = spot.shift(-HORIZON)
    return table.dropna()


def main() -> None:
    table = make_table(read_prices("day_ahead.csv"))
    gap = pd.Timedelta(hours=HORIZON)
    past = table[table.index < TEST_START - gap]
    recent = table[table.index >= TEST_START]
    model = LGBMRegressor(n_estimators=500, learning_rate=0.03, num_leaves=48)
    model.fit(past.drop(columns="label"), past["label"])
    predicted = model.predict(recent.drop(columns="label"))
    print("model", mean_absolute_error(recent["label"], predicted))
    print("persistence", mean_absolute_error(recent["label"], recent["now"]))


if __name__ == "__main__":
    main()
