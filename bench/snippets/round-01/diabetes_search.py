import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

pima = pd.read_csv("pima.csv")
zero_means_missing = ["glucose", "blood_pressure", "skin_thickness", "insulin", "bmi"]
pima[zero_means_missing] = pima[zero_means_missing].replace(0, np.nan)

X, y = pima.drop(columns="outcome"), pima["outcome"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=19)

pipe = Pipeline([
    ("impute", SimpleImputer(strategy="median", add_indicator=True)),
    ("scale", StandardScaler()),
    ("svm", SVC()),
])
grid = {
    "impute__strategy": ["mean", "median"],
    "svm__C": np.logspace(-2, 2, 5),
    "svm__gamma": ["scale", 0.01, 0.1],
}
search = GridSearchCV(
    pipe, grid, scoring="balanced_accuracy", n_jobs=-1,
    cv=StratifiedKFold(5, shuffle=True, random_state=19),
)
search.fit(X_train, y_train)

print("cv  :", round(search.best_score_, 3), search.best_params_)
print("test:", round(search.score(X_test, y_test), 3))
