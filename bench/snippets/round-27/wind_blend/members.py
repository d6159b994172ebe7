import lightgbm as lgb
from sklearn.linear_model import RidgeCV
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

WEATHER = ["u100", "v100", "gust", "t2m", "msl", "air_density"]


def build():
    return {
        "ridge": make_pipeline(StandardScaler(), RidgeCV(alphas=(0.1, 1.0, 10.0, 100.0))),
        "mlp": make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(64, 32), max_iter=400, random_state=0)),
        "lgbm": lgb.LGBMRegressor(n_estimators=500, learning_rate=0.04, num_leaves=48, random_state=0),
    }


def fit_all(x, y):
    return {name: model.fit(x, y) for name, model in build().items()}
