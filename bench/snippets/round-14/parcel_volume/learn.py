import joblib
from sklearn.ensemble import RandomForestRegressor

from tables import INPUTS, parts


def main():
    train, _ = parts()
    forest = RandomForestRegressor(n_estimators=400, min_samples_leaf=2, n_jobs=4, random_state=0)
    forest.fit(train[INPUTS], train["volume_l"])
    joblib.dump(forest, "volume_forest.joblib")
    print("fitted on", len(train), "parcels")


if __name__ == "__main__":
    main()
