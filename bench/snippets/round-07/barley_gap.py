import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

plots = pd.read_csv("barley_plots.csv")
plots = plots.join(pd.get_dummies(plots.pop("variety"), prefix="v", dtype=int))
yld = plots.pop("t_per_ha")

X_train, X_test, y_train, y_test = train_test_split(plots, yld, test_size=0.2, random_state=21)

gb = GradientBoostingRegressor(
    n_estimators=350, learning_rate=0.04, max_depth=3, subsample=0.7, random_state=21
)
gb.fit(X_train, y_train)

r2_in = r2_score(y_train, gb.predict(X_train))
r2_out = r2_score(y_test, gb.predict(X_test))
print(f"R2 train {r2_in:.3f} | test {r2_out:.3f} | gap {r2_in - r2_out:.3f}")

if r2_in - r2_out > 0.25:
    print("warning: large gap, the ensemble memorises plots")

# learning curve of the loss on the fitted rows, to see whether it has converged
curve = np.array([((y_train - p) ** 2).mean() for p in gb.staged_predict(X_train)])
print("train mse after 50/100/350 trees:", curve[[49, 99, 349]].round(3))
