import category_encoders as ce
import numpy as np
import pandas as pd
from sklearn.linear_model import HuberRegressor
from sklearn.model_selection import KFold

HIGH_CARD = ["brand", "model_name", "seller_town"]

bikes = pd.read_csv("used_bikes.csv").drop_duplicates()
log_price = np.log(bikes["price"])
X = bikes.drop(columns="price")

encoder = ce.TargetEncoder(cols=HIGH_CARD, smoothing=20, min_samples_leaf=5)
X = encoder.fit_transform(X, log_price)


def one_fold(train_ix, val_ix):
    reg = HuberRegressor(max_iter=500).fit(X.iloc[train_ix], log_price.iloc[train_ix])
    residual = log_price.iloc[val_ix] - reg.predict(X.iloc[val_ix])
    return residual.abs().median()


errors = [one_fold(*ix) for ix in KFold(5, shuffle=True, random_state=8).split(X)]
print("median abs log error per fold:", np.round(errors, 3))
print("overall:", np.mean(errors))
