import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error


def read(name, ts):
    frame = pd.read_parquet(f"data/{name}.parquet")
    frame[ts] = pd.to_datetime(frame[ts], utc=True)
    return frame.sort_values(ts)


def join_rates(shipments, rates):
    return pd.merge_asof(
        shipments,
        rates,
        left_on="booked_at",
        right_on="valid_from",
        by="lane",
        direction="backward",
        allow_exact_matches=False,
    )


def split(frame, at):
    at = pd.Timestamp(at, tz="UTC")
    return frame.loc[frame["booked_at"] < at], frame.loc[frame["booked_at"] >= at]


def main():
    shipments = read("shipments", "booked_at")
    rates = read("lane_rates", "valid_from")
    table = join_rates(shipments, rates)
    table["hour"] = table["booked_at"].dt.hour
    cols = ["weight_kg", "volume_m3", "distance_km", "spot_rate", "fuel_index", "hour"]

    older, newer = split(table, "2024-02-01")
    reg = HistGradientBoostingRegressor(loss="absolute_error", max_iter=400)
    reg.fit(older[cols], older["quoted_price"])
    print("MAE", mean_absolute_error(newer["quoted_price"], reg.predict(newer[cols])))


if __name__ == "__main__":
    main()
