from functools import wraps

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import median_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer

MONEY = ["requested", "overheads", "staff_cost"]
STEPS = []


def step(fn):
    @wraps(fn)
    def logged(frame):
        out = fn(frame)
        print(fn.__name__, frame.shape, "->", out.shape)
        return out
    STEPS.append(logged)
    return logged


@step
def add_shares(frame):
    return frame.assign(staff_share=frame["staff_cost"] / frame["requested"])


@step
def log_money(frame):
    ct = ColumnTransformer(
        [("log", FunctionTransformer(np.log1p, feature_names_out="one-to-one"), MONEY)],
        remainder="passthrough",
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    return ct.fit_transform(frame)


@step
def clip_duration(frame):
    frame["months"] = frame["months"].clip(1, 60)
    return frame


grants = pd.read_csv("grants.csv")
for s in STEPS:
    grants = s(grants)
y = grants.pop("review_score")
X_tr, X_te, y_tr, y_te = train_test_split(grants, y, test_size=0.2, random_state=3)
model = GradientBoostingRegressor(random_state=3).fit(X_tr, y_tr)
print("median error", median_absolute_error(y_te, model.predict(X_te)))
