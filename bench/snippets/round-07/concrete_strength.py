import numpy as np
import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import QuantileTransformer
from sklearn.svm import SVR

mix = pd.read_excel("mixes.xlsx", sheet_name="lab")
target = mix.pop("mpa_28d").values
mix["w_c"] = mix["water"] / mix["cement"]
mix["agg_ratio"] = mix["coarse"] / mix["fine"]

imp = KNNImputer(n_neighbors=7)
qt = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
M = qt.fit_transform(imp.fit_transform(mix))


def rmse(a, b):
    return np.sqrt(mean_squared_error(a, b))


def cv(make, M, target, k=10):
    out = np.zeros(k)
    folds = KFold(k, shuffle=True, random_state=3)
    for i, (a, b) in enumerate(folds.split(M)):
        m = make()
        m.fit(M[a], target[a])
        out[i] = rmse(target[b], m.predict(M[b]))
    return out


res = cv(lambda: SVR(C=50, epsilon=0.5, gamma=0.1), M, target)
print("SVR rmse per fold:", np.round(res, 2))
print("mean %.2f MPa, sd %.2f" % (res.mean(), res.std()))
