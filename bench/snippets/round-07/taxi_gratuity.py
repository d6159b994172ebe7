import duckdb
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

con = duckdb.connect()
rides = con.execute(
    """
    SELECT trip_distance, passenger_count, fare_amount, tolls_amount,
           total_amount, extra, pu_zone, do_zone,
           date_part('hour', pickup_at) AS hour_of_day,
           tip_amount
    FROM read_parquet('rides/*.parquet')
    WHERE payment_type = 1 AND fare_amount BETWEEN 3 AND 200
    USING SAMPLE 300000 ROWS
    """
).df()

FEATURES = [
    "trip_distance",
    "passenger_count",
    "fare_amount",
    "tolls_amount",
    "total_amount",
    "extra",
    "hour_of_day",
]
rides["same_zone"] = (rides["pu_zone"] == rides["do_zone"]).astype(int)
FEATURES.append("same_zone")

X = rides[FEATURES].to_numpy()
y = rides["tip_amount"].to_numpy()

X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=6)
reg = HistGradientBoostingRegressor(loss="absolute_error", max_iter=400)
reg.fit(X_tr, y_tr)

print("MAE $%.2f" % mean_absolute_error(y_te, reg.predict(X_te)))
print("MAE of the median $%.2f" % np.abs(y_te - np.median(y_tr)).mean())
