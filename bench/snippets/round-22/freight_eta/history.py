"""Lane history and fuel price as they were known when a truck left."""
import pandas as pd


def read_trips(path):
    trips = pd.read_csv(path, parse_dates=["departed_at", "arrived_at"])
    trips["hours"] = (trips["arrived_at"] - trips["departed_at"]).dt.total_seconds() / 3600
    return trips[trips["hours"].between(1, 240)].reset_index(drop=True)


def lane_record(trips):
    done = trips.sort_values("arrived_at")
    by_lane = done.groupby("lane")["hours"]
    return pd.DataFrame({
        "lane": done["lane"],
        "arrived_at": done["arrived_at"],
        "lane_mean": by_lane.transform(lambda s: s.expanding().mean()),
        "lane_last": done["hours"],
        "lane_trips": by_lane.cumcount() + 1,
    })


def with_history(trips, fuel):
    trips = trips.sort_values("departed_at")
    trips = pd.merge_asof(
        trips,
        lane_record(trips).rename(columns={"arrived_at": "known_at"}),
        left_on="departed_at",
        right_on="known_at",
        by="lane",
        direction="backward",
        allow_exact_matches=False,
    )
    trips = pd.merge_asof(
        trips,
        fuel.sort_values("published_at"),
        left_on="departed_at",
        right_on="published_at",
        direction="backward",
        tolerance=pd.Timedelta(days=14),
    )
    return trips
