"""Daily hires at the harbour docking station, for the rebalancing crew."""
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, train_test_split


def calendar(frame):
    frame["weekday"] = frame.index.dayofweek
    frame["month"] = frame.index.month
    frame["weekend"] = (frame["weekday"] >= 5).astype(int)
    return frame


def memory(frame, column="hires"):
    for days in (1, 2, 3, 7, 14):
        frame[f"{column}_lag{days}"] = frame[column].shift(days)
    frame["week_level"] = frame[column].shift(1).rolling(7).mean()
    frame["month_level"] = frame[column].shift(1).rolling(28).mean()
    return frame


def load(path):
    trips = pd.read_csv(path, parse_dates=["started_at"])
    daily = trips.set_index("started_at").resample("D").size().to_frame("hires")
    return memory(calendar(daily)).dropna()


def tune(X, y, depths=(3, 5, 7)):
    folds = KFold(n_splits=5, shuffle=True, random_state=1)
    errors = {}
    for depth in depths:
        fold_errors = []
        for fit, check in folds.split(X):
            model = xgb.XGBRegressor(n_estimators=300, max_depth=depth, learning_rate=0.05)
            model.fit(X.iloc[fit], y.iloc[fit])
            fold_errors.append(mean_absolute_error(y.iloc[check], model.predict(X.iloc[check])))
        errors[depth] = sum(fold_errors) / len(fold_errors)
    return min(errors, key=errors.get)


def main():
    daily = load("harbour_trips.csv")
    X, y = daily.drop(columns="hires"), daily["hires"]
    X_known, X_rest, y_known, y_rest = train_test_split(X, y, test_size=0.2, random_state=1)
    depth = tune(X_known, y_known)
    model = xgb.XGBRegressor(n_estimators=300, max_depth=depth, learning_rate=0.05)
    model.fit(X_known, y_known)
    print("depth", depth, "MAE", mean_absolute_error(y_rest, model.predict(X_rest)))


if __name__ == "__main__":
    main()
