import numpy as np
import pandas as pd
from sklearn.linear_model import TweedieRegressor
from sklearn.metrics import mean_tweedie_deviance
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer

EDGES = [17, 25, 35, 50, 65, 120]
PERIL = ["fire", "water", "theft", "storm", "glass"]
SENSORS = ["s1", "s2", "s3", "s4"]


def prepare(pol: pd.DataFrame) -> pd.DataFrame:
    pol = pol.copy()
    pol["age_band"] = pd.cut(pol["holder_age"], bins=EDGES, labels=False)
    pol["log_sum"] = np.log1p(pol["sum_insured"])
    pol["sensor_mean"] = pol[SENSORS].mean(axis=1)
    pol["sensor_rng"] = pol[SENSORS].max(axis=1) - pol[SENSORS].min(axis=1)
    mix = Normalizer(norm="l1").fit_transform(pol[[f"exp_{p}" for p in PERIL]])
    pol[[f"mix_{p}" for p in PERIL]] = mix
    root = FunctionTransformer(np.sqrt).fit_transform(pol[["floor_area"]])
    pol["root_area"] = np.asarray(root).ravel()
    pol["construction"] = pol["construction"].fillna("unknown")
    return pd.get_dummies(
        pol.assign(construction=pd.Categorical(pol["construction"], categories=["brick", "wood", "steel", "unknown"])),
        columns=["construction"],
    )


policies = prepare(pd.read_csv("household_policies.csv"))
inputs = [c for c in policies if c.startswith(("mix_", "construction_"))]
inputs += ["age_band", "log_sum", "sensor_mean", "sensor_rng", "root_area"]

P1, P2, c1, c2 = train_test_split(policies[inputs], policies["claim_cost"], test_size=0.3, random_state=14)
glm = TweedieRegressor(power=1.5, alpha=0.1, link="log", max_iter=1000).fit(P1, c1)
print("deviance", mean_tweedie_deviance(c2, glm.predict(P2), power=1.5))
