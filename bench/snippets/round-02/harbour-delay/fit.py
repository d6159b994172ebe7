import joblib
from sklearn.ensemble import RandomForestRegressor

from data import FEATURES, TARGET, calls, parts


def main():
    train, _ = parts(calls())
    model = RandomForestRegressor(n_estimators=400, min_samples_leaf=3, random_state=0)
    model.fit(train[FEATURES], train[TARGET])
    joblib.dump(model, "turnaround.joblib")


if __name__ == "__main__":
    main()
