"""Single models for day-ahead solar output."""
import lightgbm as lgb
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

WEATHER = ["ghi_fc", "cloud_fc", "temp_fc", "wind_fc", "sun_elevation", "day_length"]


def members():
    return {
        "spline": make_pipeline(StandardScaler(), SplineTransformer(n_knots=8), Ridge(1.0)),
        "hist": HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05, random_state=0),
        "lgb": lgb.LGBMRegressor(n_estimators=600, learning_rate=0.03, random_state=0),
    }


def fitted(table):
    return {k: m.fit(table[WEATHER], table["mwh"]) for k, m in members().items()}
