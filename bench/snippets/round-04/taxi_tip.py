import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder


def label(trips: pd.DataFrame) -> pd.Series:
    return trips["tip_amount"] / trips["total_amount"]


def features(trips: pd.DataFrame) -> pd.DataFrame:
    return trips[
        ["passenger_count", "trip_distance", "fare_amount", "tolls_amount", "total_amount", "payment_type"]
    ]


def main(path="data/yellow_sample.parquet"):
    trips = pd.read_parquet(path)
    trips = trips[(trips["total_amount"] > 0) & (trips["trip_distance"] > 0)]

    X_tr, X_te, y_tr, y_te = train_test_split(
        features(trips), label(trips), test_size=0.2, random_state=99
    )
    pre = ColumnTransformer(
        [("pay", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["payment_type"])],
        remainder="passthrough",
    )
    pipe = Pipeline([("pre", pre), ("reg", HistGradientBoostingRegressor(max_depth=8))])
    pipe.fit(X_tr, y_tr)
    print("R2", r2_score(y_te, pipe.predict(X_te)))


if __name__ == "__main__":
    main()
