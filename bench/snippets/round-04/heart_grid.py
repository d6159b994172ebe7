"""Heart disease classifier."""
import argparse

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer, make_column_selector as selector
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def build_pipeline():
    numeric = Pipeline([("impute", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    category = Pipeline(
        [("impute", SimpleImputer(strategy="most_frequent")), ("onehot", OneHotEncoder(handle_unknown="ignore"))]
    )
    pre = ColumnTransformer(
        [
            ("num", numeric, selector(dtype_include="number")),
            ("cat", category, selector(dtype_include=object)),
        ]
    )
    return Pipeline(
        [("pre", pre), ("select", SelectKBest(mutual_info_classif)), ("clf", LogisticRegression(max_iter=3000))]
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data/heart.csv")
    parser.add_argument("--out", default="models/heart.joblib")
    opts = parser.parse_args()

    heart = pd.read_csv(opts.data)
    X, y = heart.drop(columns="disease"), heart["disease"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=3)

    grid = {"select__k": [5, 8, 12], "clf__C": [0.03, 0.1, 0.3, 1.0, 3.0]}
    cv = StratifiedKFold(5, shuffle=True, random_state=3)
    search = GridSearchCV(build_pipeline(), grid, cv=cv, scoring="roc_auc", n_jobs=-1)
    search.fit(X_train, y_train)
    print("cv auc", round(search.best_score_, 3), search.best_params_)

    print(classification_report(y_test, search.predict(X_test)))
    joblib.dump(search.best_estimator_, opts.out)


if __name__ == "__main__":
    main()
