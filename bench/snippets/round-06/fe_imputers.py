import pandas as pd
from feature_engine.imputation import AddMissingIndicator, MeanMedianImputer
from feature_engine.outliers import Winsorizer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

NUMERIC = ["glucose", "pressure", "skin", "insulin", "bmi"]

cleaning = Pipeline(
    [
        ("flags", AddMissingIndicator(variables=NUMERIC)),
        ("median", MeanMedianImputer(imputation_method="median", variables=NUMERIC)),
        ("cap", Winsorizer(capping_method="iqr", tail="both", fold=1.5, variables=NUMERIC)),
    ]
)


def load(path):
    frame = pd.read_csv(path)
    frame[NUMERIC] = frame[NUMERIC].where(frame[NUMERIC] > 0)
    return frame.drop(columns="outcome"), frame["outcome"]


def train(path="data/diabetes.csv"):
    X, y = load(path)
    X = cleaning.fit_transform(X, y)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)
    forest = RandomForestClassifier(500, max_depth=6, random_state=0)
    forest.fit(X_train, y_train)
    for name, (a, b) in {"train": (X_train, y_train), "test": (X_test, y_test)}.items():
        print(name, round(roc_auc_score(b, forest.predict_proba(a)[:, 1]), 3))
    return forest


if __name__ == "__main__":
    train()
