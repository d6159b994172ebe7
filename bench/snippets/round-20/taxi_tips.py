import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

DROP = {"tip_amount", "pickup_at", "dropoff_at", "ride_id"}


def enrich(rides):
    rides = rides[rides["payment_type"] == "card"].copy()
    rides["minutes"] = (rides["dropoff_at"] - rides["pickup_at"]).dt.total_seconds() / 60
    rides["hour"] = rides["pickup_at"].dt.hour
    rides["per_km"] = rides["total_charged"] / rides["distance_km"].clip(lower=0.2)
    return rides.drop(columns="payment_type")


def design(rides):
    """total_charged = fare + tolls + tip_amount, as billed to the card."""
    cols = [c for c in rides.columns if c not in DROP]
    return rides[cols], rides["tip_amount"]


def main():
    raw = pd.read_csv("rides.csv", parse_dates=["pickup_at", "dropoff_at"])
    X, y = design(enrich(raw))
    Xa, Xb, ya, yb = train_test_split(X, y, test_size=0.2, random_state=14)
    model = HistGradientBoostingRegressor(random_state=14).fit(Xa, ya)
    print("columns:", list(X.columns))
    print("MAE of the tip", mean_absolute_error(yb, model.predict(Xb)))


if __name__ == "__main__":
    main()
