from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler


def build(cfg):
    numeric = Pipeline([("fill", SimpleImputer()), ("scale", StandardScaler())])
    categorical = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    prepare = ColumnTransformer(
        [("num", numeric, cfg["numeric"]), ("cat", categorical, cfg["categorical"])]
    )
    model = HistGradientBoostingRegressor(early_stopping=False, random_state=cfg["seed"])
    return Pipeline([("prepare", prepare), ("model", model)])
