import dask.dataframe as dd
from dask.distributed import Client
from dask_ml.impute import SimpleImputer
from dask_ml.linear_model import LinearRegression
from dask_ml.metrics import mean_squared_error
from dask_ml.model_selection import train_test_split
from dask_ml.preprocessing import StandardScaler

NUM = ["distance", "seats", "headwind", "payload_t", "taxi_out_plan"]
TARGET = "block_fuel"


def features(legs):
    legs = legs[legs[TARGET] > 0]
    num = SimpleImputer(strategy="mean").fit_transform(legs[NUM])
    num = StandardScaler().fit_transform(num)
    return num, legs[TARGET]


def main():
    with Client(n_workers=4, threads_per_worker=2):
        legs = dd.read_parquet("flight_legs/*.parquet", columns=NUM + [TARGET])
        X, y = features(legs)
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1, shuffle=True)

        reg = LinearRegression()
        reg.fit(X_train.to_dask_array(lengths=True), y_train.to_dask_array(lengths=True))
        pred = reg.predict(X_test.to_dask_array(lengths=True))
        print("MSE", mean_squared_error(y_test.to_dask_array(lengths=True), pred))


if __name__ == "__main__":
    main()
