import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

mixes = pd.read_csv("mix_designs.csv")
y = mixes.pop("strength_28d")
X_train, X_test, y_train, y_test = train_test_split(mixes, y, test_size=0.2, random_state=3)

bases = [
    ExtraTreesRegressor(n_estimators=300, random_state=3),
    make_pipeline(StandardScaler(), KNeighborsRegressor(5)),
]
folds = KFold(n_splits=5, shuffle=True, random_state=3)
level_one = np.column_stack([cross_val_predict(b, X_train, y_train, cv=folds) for b in bases])
meta = RidgeCV(alphas=[0.1, 1, 10]).fit(level_one, y_train)

for b in bases:
    b.fit(X_train, y_train)
test_level = np.column_stack([b.predict(X_test) for b in bases])
print("blend", r2_score(y_test, meta.predict(test_level)))
for b, column in zip(bases, test_level.T):
    print(type(b).__name__, r2_score(y_test, column))
