"""Glucose half an hour ahead from continuous monitors (5-minute samples)."""
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GroupShuffleSplit

HORIZON = 6
WINDOW = 13
FEATURES = ["smooth", "slope", "glucose", "lag_3", "lag_6", "carbs_1h", "insulin_2h"]


def smooth(series):
    return series.rolling(WINDOW, center=True, min_periods=7).mean()


def add_signals(person):
    person = person.sort_values("time").copy()
    person["smooth"] = smooth(person["glucose"])
    person["slope"] = person["smooth"].diff(3)
    person["lag_3"] = person["glucose"].shift(3)
    person["lag_6"] = person["glucose"].shift(6)
    person["carbs_1h"] = person["carbs_g"].rolling(12, min_periods=1).sum()
    person["insulin_2h"] = person["bolus_u"].rolling(24, min_periods=1).sum()
    person["ahead"] = person["glucose"].shift(-HORIZON)
    return person


def load(path="data/cgm.parquet"):
    samples = pd.read_parquet(path)
    parts = [add_signals(person) for _, person in samples.groupby("person_id")]
    return pd.concat(parts, ignore_index=True).dropna(subset=FEATURES + ["ahead"])


def main():
    table = load()
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=1)
    train_idx, test_idx = next(splitter.split(table, groups=table["person_id"]))
    train, test = table.iloc[train_idx], table.iloc[test_idx]
    model = GradientBoostingRegressor(n_estimators=300, max_depth=4, random_state=1)
    model.fit(train[FEATURES], train["ahead"])
    rmse = mean_squared_error(test["ahead"], model.predict(test[FEATURES])) ** 0.5
    naive = mean_squared_error(test["ahead"], test["glucose"]) ** 0.5
    print(f"RMSE {rmse:.1f} mg/dL, persistence {naive:.1f} mg/dL")


if __name__ == "__main__":
    main()
