import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.linear_model import ElasticNetCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def split(homes: pd.DataFrame, target: str, split_options: dict):
    X, y = homes.drop(columns=target), homes[target]
    return train_test_split(X, y, **split_options)


def engineer(X_train: pd.DataFrame, X_test: pd.DataFrame):
    prep = make_pipeline(KNNImputer(n_neighbors=5), StandardScaler()).set_output(transform="pandas")
    return prep.fit_transform(X_train), prep.transform(X_test), prep


def fit(Z_train, y_train) -> ElasticNetCV:
    return ElasticNetCV(l1_ratio=[0.2, 0.5, 0.9], cv=5).fit(Z_train, y_train)


def report(model, Z_test, y_test) -> dict:
    return {"mae": float(mean_absolute_error(y_test, model.predict(Z_test)))}
