import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def fit_model(path: str) -> float:
    table = pd.read_parquet(path).dropna()
    X, y = table.drop(columns="price"), np.log(table["price"])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
    model = GradientBoostingRegressor(n_estimators=300).fit(X_train, y_train)
    mae = mean_absolute_error(np.exp(y_test), np.exp(model.predict(X_test)))
    joblib.dump(model, "models/listings.joblib")
    return float(mae)
