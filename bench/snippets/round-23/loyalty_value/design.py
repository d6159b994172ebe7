import numpy as np
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

AMOUNTS = ["visits_12m", "basket_mean", "basket_sd", "points_balance", "app_sessions"]
CODES = ["home_store", "signup_channel", "card_type"]


def design_matrix(members):
    amounts = StandardScaler().fit_transform(members[AMOUNTS].fillna(0.0))
    codes = OrdinalEncoder().fit_transform(members[CODES].fillna("unknown"))
    return np.hstack([amounts, codes])
