import pandas as pd
from scipy.stats import loguniform, randint
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split

SPACE = {
    "n_estimators": randint(100, 800),
    "max_depth": randint(3, 25),
    "max_features": loguniform(0.1, 1.0),
    "min_samples_leaf": randint(1, 12),
}


def main():
    soil = pd.read_csv("soil_samples.csv")
    X = soil[["ph", "sand", "silt", "clay", "cec", "elevation"]]
    y = soil["organic_carbon"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=9)

    search = RandomizedSearchCV(
        RandomForestRegressor(random_state=9), SPACE,
        n_iter=60, cv=5, scoring="neg_root_mean_squared_error", random_state=9, n_jobs=-1,
    )
    search.fit(X, y)
    best = search.best_estimator_

    pred = best.predict(X_test)
    print(search.best_params_)
    print("RMSE", mean_squared_error(y_test, pred) ** 0.5)
    print("R2  ", r2_score(y_test, pred))


if __name__ == "__main__":
    main()
