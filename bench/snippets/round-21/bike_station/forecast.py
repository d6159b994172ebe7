"""One-hour-ahead forecast of rentals."""
import sys

import joblib
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit, train_test_split

from features import hourly_table


def divide(table, share=0.2, seed=42):
    X = table.drop(columns="rentals")
    y = table["rentals"]
    return train_test_split(X, y, test_size=share, random_state=seed)


def tune(X, y):
    search = GridSearchCV(
        GradientBoostingRegressor(loss="huber", random_state=42),
        {"n_estimators": [200, 400], "max_depth": [3, 5], "learning_rate": [0.05, 0.1]},
        cv=TimeSeriesSplit(5),
        scoring="neg_mean_absolute_error",
        n_jobs=-1,
    )
    X = X.sort_index()
    search.fit(X, y.loc[X.index])
    return search.best_estimator_


def main(path):
    X_train, X_test, y_train, y_test = divide(hourly_table(path))
    model = tune(X_train, y_train)
    forecast = model.predict(X_test)
    print("MAE", round(mean_absolute_error(y_test, forecast), 2))
    print("R2 ", round(r2_score(y_test, forecast), 3))
    joblib.dump(model, "station.joblib")


if __name__ == "__main__":
    main(sys.argv[1])
