import numpy as np
import xgboost as xgb
from sklearn.datasets import fetch_openml
from sklearn.metrics import r2_score
from sklearn.model_selection import ShuffleSplit

bunch = fetch_openml("concrete_compressive_strength", as_frame=True, parser="auto")
mix, mpa = bunch.data.astype(float), bunch.target.astype(float)

gap = []
for rep, (a, b) in enumerate(ShuffleSplit(n_splits=20, test_size=0.2, random_state=10).split(mix)):
    reg = xgb.XGBRegressor(n_estimators=350, max_depth=4, learning_rate=0.06, subsample=0.8, random_state=rep)
    reg.fit(mix.iloc[a], mpa.iloc[a])
    r2_in = r2_score(mpa.iloc[a], reg.predict(mix.iloc[a]))
    r2_out = r2_score(mpa.iloc[b], reg.predict(mix.iloc[b]))
    gap.append((r2_in, r2_out))
    print(f"rep {rep:02d}  in-sample {r2_in:.3f}   out-of-sample {r2_out:.3f}")

gap = np.array(gap)
print("out-of-sample R2: %.3f +- %.3f" % (gap[:, 1].mean(), gap[:, 1].std()))
print("mean optimism:    %.3f" % (gap[:, 0] - gap[:, 1]).mean())
