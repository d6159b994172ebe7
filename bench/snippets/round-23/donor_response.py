"""Who gives to the spring appeal? One row per donor, state on the day of mailing."""
import argparse

import category_encoders as ce
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, TargetEncoder

AMOUNTS = ["gifts_before", "last_gift", "largest_gift", "months_since_gift", "age"]
FINE = ["postcode", "occupation"]
COARSE = ["acquisition", "title"]


def make_pipe():
    columns = ColumnTransformer([
        ("amounts", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), AMOUNTS),
        ("fine", TargetEncoder(target_type="binary", random_state=0), FINE),
        ("coarse", ce.BinaryEncoder(), COARSE),
    ])
    return Pipeline([("columns", columns), ("model", LogisticRegression(max_iter=3000))])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("donors", nargs="?", default="data/donors.csv")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()

    donors = pd.read_csv(args.donors, dtype={"postcode": str}).drop_duplicates("donor_id")
    donors[FINE + COARSE] = donors[FINE + COARSE].fillna("none")
    X, y = donors[AMOUNTS + FINE + COARSE], donors["responded"].astype(int)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=44
    )

    search = GridSearchCV(
        make_pipe(),
        {"columns__fine__smooth": ["auto", 10.0, 100.0], "model__C": [0.05, 0.5, 5.0]},
        scoring="average_precision",
        cv=StratifiedKFold(args.folds, shuffle=True, random_state=44),
        n_jobs=-1,
    ).fit(X_train, y_train)

    p = search.predict_proba(X_test)[:, 1]
    print(search.best_params_)
    print("AP ", round(average_precision_score(y_test, p), 4))
    print("AUC", round(roc_auc_score(y_test, p), 4))


if __name__ == "__main__":
    main()
