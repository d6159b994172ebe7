"""Day-ahead power of a wind farm: blend of three forecasters."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

NWP = ["ws_100m", "ws_10m", "dir_sin", "dir_cos", "temp_2m", "pressure", "hour_sin", "hour_cos"]
TRAIN_END = pd.Timestamp("2022-12-31 23:00")
TEST_START = pd.Timestamp("2023-01-03 00:00")


def read():
    farm = pd.read_csv("data/farm_hourly.csv", parse_dates=["valid_time"])
    farm = farm.sort_values("valid_time").dropna(subset=NWP + ["power_mw"])
    return farm[farm["valid_time"] <= TRAIN_END], farm[farm["valid_time"] >= TEST_START]


def forecasters():
    return {
        "ridge": make_pipeline(StandardScaler(), Ridge(5.0)),
        "mlp": make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(64, 32), max_iter=300, random_state=0)),
        "lgbm": LGBMRegressor(n_estimators=700, learning_rate=0.03, num_leaves=40, random_state=0),
    }


class Blend:
    def __init__(self, names):
        self.names = names
        self.weights = np.full(len(names), 1.0 / len(names))

    def tune(self, outlooks, power):
        stacked = np.column_stack([outlooks[n] for n in self.names])

        def cost(w):
            return np.abs(stacked @ w - power).mean()

        found = minimize(
            cost, self.weights, method="SLSQP",
            bounds=[(0.0, 1.0)] * len(self.names),
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1.0},
        )
        self.weights = found.x
        return self

    def combine(self, outlooks):
        return sum(w * outlooks[n] for w, n in zip(self.weights, self.names))


def main():
    past, recent = read()
    outlooks = {}
    for name, model in forecasters().items():
        model.fit(past[NWP], past["power_mw"])
        outlooks[name] = np.clip(model.predict(recent[NWP]), 0, None)
        print(f"{name:6s} MAE {mean_absolute_error(recent['power_mw'], outlooks[name]):.3f} MW")

    blend = Blend(list(outlooks)).tune(outlooks, recent["power_mw"].to_numpy())
    mae = mean_absolute_error(recent["power_mw"], blend.combine(outlooks))
    print("weights", dict(zip(blend.names, blend.weights.round(3))))
    print(f"blend  MAE {mae:.3f} MW")


if __name__ == "__main__":
    main()
