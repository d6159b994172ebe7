from dataclasses import dataclass

import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_log_error
from sklearn.model_selection import train_test_split


@dataclass
class Sets:
    X_train: pd.DataFrame
    X_valid: pd.DataFrame
    y_train: pd.Series
    y_valid: pd.Series


def build(path: str) -> Sets:
    houses = pd.read_csv(path)
    houses["LotFrontage"] = houses.groupby("Neighborhood")["LotFrontage"].transform(
        lambda s: s.fillna(s.median())
    )
    houses["HasGarage"] = (houses["GarageArea"] > 0).astype(int)
    houses["TotalSF"] = houses["1stFlrSF"] + houses["2ndFlrSF"] + houses["TotalBsmtSF"]
    cols = ["LotFrontage", "HasGarage", "TotalSF", "OverallQual", "FullBath", "YearBuilt"]
    return Sets(*train_test_split(houses[cols], houses["SalePrice"], test_size=0.2, random_state=1))


def evaluate(model, sets: Sets) -> float:
    pred = model.predict(sets.X_valid).clip(min=1)
    return mean_squared_log_error(sets.y_valid, pred) ** 0.5


sets = build("ames/train.csv")
gbr = GradientBoostingRegressor(n_estimators=600, learning_rate=0.05, max_depth=3, random_state=1)
gbr.fit(sets.X_train, sets.y_train)
print("RMSLE", round(evaluate(gbr, sets), 4))
