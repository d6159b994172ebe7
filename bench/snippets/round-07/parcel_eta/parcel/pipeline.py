from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["distance_km", "weight_kg", "stops_ahead"]
CAT = ["depot", "service_level", "weekday"]


def build(**gbr) -> Pipeline:
    prep = ColumnTransformer([
        ("num", StandardScaler(), NUM),
        ("cat", OneHotEncoder(handle_unknown="ignore"), CAT),
    ])
    return Pipeline([("prep", prep), ("gbr", GradientBoostingRegressor(**gbr))])
