import duckdb
from catboost import CatBoostRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

QUERY = """
    select passenger_count, trip_distance, fare_amount, tolls_amount,
           tip_amount, total_amount, payment_type, rate_code
    from read_parquet('yellow_tripdata_*.parquet')
    where fare_amount > 2.5 and payment_type = 1
    using sample 200000 rows
"""
FEATURES = ["passenger_count", "trip_distance", "fare_amount", "tolls_amount", "total_amount"]


def main():
    trips = duckdb.sql(QUERY).df()
    trips["tip_share"] = trips["tip_amount"] / trips["fare_amount"]
    trips = trips[trips["tip_share"].between(0, 1)]

    X_train, X_test, y_train, y_test = train_test_split(
        trips[FEATURES], trips["tip_share"], test_size=0.2, random_state=6
    )
    model = CatBoostRegressor(iterations=800, depth=6, learning_rate=0.05, verbose=200, random_seed=6)
    model.fit(X_train, y_train)
    print("tip share MAE:", mean_absolute_error(y_test, model.predict(X_test)))
    model.save_model("tip_share.cbm")


if __name__ == "__main__":
    main()
