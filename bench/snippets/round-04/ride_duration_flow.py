import mlflow
import pandas as pd
import xgboost as xgb
from prefect import flow, task
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split


@task(retries=2)
def read_rides(path: str) -> pd.DataFrame:
    rides = pd.read_parquet(path)
    rides = rides[rides["minutes"].between(1, 60)]
    rides[["pickup_zone", "drop_zone"]] = rides[["pickup_zone", "drop_zone"]].astype(str)
    return rides


@task
def vectorize(train: pd.DataFrame, test: pd.DataFrame):
    cols = ["pickup_zone", "drop_zone", "distance_km"]
    dv = DictVectorizer()
    X_train = dv.fit_transform(train[cols].to_dict(orient="records"))
    X_test = dv.transform(test[cols].to_dict(orient="records"))
    return X_train, X_test, train["minutes"].values, test["minutes"].values


@task(log_prints=True)
def train_model(X_train, X_test, y_train, y_test):
    with mlflow.start_run():
        dtrain = xgb.DMatrix(X_train, label=y_train)
        dtest = xgb.DMatrix(X_test, label=y_test)
        params = {"eta": 0.08, "max_depth": 8, "objective": "reg:squarederror", "seed": 42}
        mlflow.log_params(params)
        booster = xgb.train(
            params,
            dtrain,
            num_boost_round=2000,
            evals=[(dtest, "holdout")],
            early_stopping_rounds=50,
        )
        rmse = mean_squared_error(y_test, booster.predict(dtest)) ** 0.5
        mlflow.log_metric("test_rmse", rmse)
        print("rmse", rmse)
        return booster


@flow
def main(path: str = "data/rides.parquet"):
    rides = read_rides(path)
    train, test = train_test_split(rides, test_size=0.2, random_state=1)
    train_model(*vectorize(train, test))


if __name__ == "__main__":
    main()
