import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss
from sklearn.model_selection import StratifiedKFold, cross_validate, train_test_split
from sklearn.preprocessing import StandardScaler

SEED = 20


def model() -> Pipeline:
    return Pipeline(
        [
            ("impute", SimpleImputer(strategy="median")),
            ("scale", StandardScaler()),
            ("smote", SMOTE(k_neighbors=3, random_state=SEED)),
            ("logit", LogisticRegression(max_iter=2000, C=0.3)),
        ]
    )


def main() -> None:
    patients = pd.read_csv("skin_prick.csv").drop_duplicates("patient_id")
    allergic = patients["reaction"]
    markers = patients.filter(like="ige_")
    X_train, X_test, y_train, y_test = train_test_split(
        markers, allergic, test_size=0.3, stratify=allergic, random_state=SEED
    )
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=SEED)
    inner = cross_validate(model(), X_train, y_train, cv=folds, scoring=["average_precision", "roc_auc"])
    print("inner AP", inner["test_average_precision"].mean())
    print("inner AUC", inner["test_roc_auc"].mean())

    final = model().fit(X_train, y_train)
    probability = final.predict_proba(X_test)[:, 1]
    print("prevalence", y_test.mean())
    print("AP", average_precision_score(y_test, probability))
    print("Brier", brier_score_loss(y_test, probability))


if __name__ == "__main__":
    main()
