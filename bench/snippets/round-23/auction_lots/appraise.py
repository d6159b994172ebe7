import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

from encoding import PriceLevels

SIZES = ["height_cm", "width_cm", "year_made", "estimate_low", "estimate_high"]
CUT = pd.Timestamp("2022-01-01")


def read_lots(path):
    lots = pd.read_csv(path, parse_dates=["sale_date"])
    lots = lots[lots["hammer_price"] > 0].drop_duplicates("lot_id")
    return lots.sort_values("sale_date").reset_index(drop=True)


def assemble(lots):
    price = np.log(lots["hammer_price"])
    levels = PriceLevels(["artist", "auction_house", "medium"]).learn(lots, price)
    table = pd.concat([lots[SIZES], levels.apply(lots)], axis=1)
    return table, price


def main():
    lots = read_lots("data/lots.csv")
    table, price = assemble(lots)
    past = lots["sale_date"] < CUT

    model = HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05, random_state=0)
    model.fit(table[past], price[past])
    predicted = model.predict(table[~past])
    print("lots appraised:", int((~past).sum()))
    print("MAE of log price:", round(mean_absolute_error(price[~past], predicted), 3))


if __name__ == "__main__":
    main()
