"""Tomato yield per tray, scored on houses the model has not seen."""
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GroupShuffleSplit

from features import matrix


def main():
    trays = pd.read_csv("trays.csv")
    houses = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=14)
    learn, judge = next(houses.split(trays, groups=trays["house"]))
    known, fresh = trays.iloc[learn], trays.iloc[judge]

    forest = RandomForestRegressor(
        n_estimators=400, min_samples_leaf=3, max_features=0.5, random_state=14
    )
    forest.fit(matrix(known), known["yield_kg"])

    estimate = forest.predict(matrix(fresh))
    print(f"MAE {mean_absolute_error(fresh['yield_kg'], estimate):.2f} kg")
    print(f"R2  {r2_score(fresh['yield_kg'], estimate):.3f}")


if __name__ == "__main__":
    main()
