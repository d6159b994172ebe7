import math

import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
import numpy as np

CONDITION = {"defect": 0, "worn": 1, "good": 2, "like new": 3}
STORAGE_MAX = 1024


def row_features(r):
    return pd.Series({
        "log_age": math.log1p(r.age_months),
        "storage": math.log2(max(r.storage_gb, 16)) / math.log2(STORAGE_MAX),
        "battery": (r.battery_pct if r.battery_pct == r.battery_pct else 80) / 100,
        "cond": CONDITION.get(str(r.condition).lower(), 1),
        "apple": float(r.brand == "Apple"),
        "rel_new": r.price_new / 1000,
    })


ads = pd.read_csv("phone_ads.csv").drop_duplicates(["title", "price", "seller"])
ads = ads[ads["price"].between(20, 2000)]
feat = ads.apply(row_features, axis=1)
price = ads["price"].to_numpy(float)

Fa, Fb, pa, pb = train_test_split(feat, price, test_size=0.2, random_state=88)
model = TransformedTargetRegressor(
    make_pipeline(PolynomialFeatures(2, include_bias=False), StandardScaler(), HuberRegressor(max_iter=1000)),
    func=np.log,
    inverse_func=np.exp,
).fit(Fa, pa)
print("MAE", mean_absolute_error(pb, model.predict(Fb)), "baseline", mean_absolute_error(pb, np.full_like(pb, np.median(pa))))
