import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import KNNImputer
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline as SkPipeline
from sklearn.preprocessing import StandardScaler


def clean_buildings(buildings: pd.DataFrame) -> pd.DataFrame:
    buildings = buildings.drop_duplicates().rename(columns=str.lower)
    buildings["compactness"] = buildings["volume"] / buildings["surface"]
    return buildings[buildings["heating_load"].notna()]


def split_data(table: pd.DataFrame, params: dict):
    y = table["heating_load"]
    return train_test_split(table.drop(columns="heating_load"), y, **params)


def fit_scaler(X_train: pd.DataFrame) -> SkPipeline:
    return SkPipeline([("impute", KNNImputer(n_neighbors=5)), ("scale", StandardScaler())]).fit(X_train)


def transform(scaler: SkPipeline, X: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(scaler.transform(X), columns=X.columns, index=X.index)


def train_model(X: pd.DataFrame, y: pd.Series, params: dict) -> RandomForestRegressor:
    return RandomForestRegressor(random_state=0, **params).fit(X, y)


def evaluate_model(model: RandomForestRegressor, X: pd.DataFrame, y: pd.Series) -> dict:
    return {"mae": float(mean_absolute_error(y, model.predict(X)))}
