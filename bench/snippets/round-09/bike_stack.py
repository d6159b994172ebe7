import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

frames = pd.read_csv("bike_frames.csv")      # lab tests, one frame per row
y = frames.pop("fatigue_cycles").pipe(np.log10)
F, F_new, y_f, y_new = train_test_split(frames, y, test_size=0.2, random_state=1)

zoo = {
    "et": ExtraTreesRegressor(400, random_state=0, n_jobs=-1),
    "gb": GradientBoostingRegressor(n_estimators=300, max_depth=3, random_state=0),
    "knn": make_pipeline(StandardScaler(), KNeighborsRegressor(9)),
}
folds = KFold(5, shuffle=True, random_state=0)

level1 = np.column_stack([cross_val_predict(clone(m), F, y_f, cv=folds) for m in zoo.values()])
top = RidgeCV(alphas=np.logspace(-3, 2, 12)).fit(level1, y_f)

fitted = [m.fit(F, y_f) for m in zoo.values()]
level1_new = np.column_stack([m.predict(F_new) for m in fitted])
pred = top.predict(level1_new)

print(dict(zip(zoo, top.coef_.round(2))))
print("MAE log10 cycles:", round(mean_absolute_error(y_new, pred), 4))
for name, col in zip(zoo, level1_new.T):
    print(f"   {name}: {mean_absolute_error(y_new, col):.4f}")
