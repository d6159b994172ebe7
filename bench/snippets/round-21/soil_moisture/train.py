"""Fit the soil moisture model and store it for the service."""
import joblib
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

BANDS = ["permittivity", "conductivity", "soil_temp", "clay_pct", "sand_pct"]


def main():
    cores = pd.read_csv("data/soil_cores.csv").drop_duplicates("site_id")
    X_train, X_test, y_train, y_test = train_test_split(
        cores[BANDS], cores["water_pct"], test_size=0.2, random_state=12
    )
    search = GridSearchCV(
        Pipeline([("scale", StandardScaler()), ("svr", SVR())]),
        {"svr__C": [1, 10, 100], "svr__gamma": ["scale", 0.05, 0.2]},
        cv=5,
        scoring="neg_root_mean_squared_error",
    )
    search.fit(X_train, y_train)
    mse = mean_squared_error(y_test, search.predict(X_test))
    print(f"RMSE {mse ** 0.5:.2f} % water")
    joblib.dump(search.best_estimator_.named_steps["svr"], "soil_svr.joblib")


if __name__ == "__main__":
    main()
