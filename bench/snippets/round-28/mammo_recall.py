"""Recall decision from radiomic features, one examination per woman."""
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.metrics import confusion_matrix, roc_auc_score, roc_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

WANTED_SENSITIVITY = 0.95


def load(path="radiomics.csv"):
    exams = pd.read_csv(path, index_col="exam")
    exams = exams[~exams["woman"].duplicated()]
    return exams.drop(columns=["woman", "malignant"]), exams["malignant"]


def classifier():
    svm = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=40), SVC(C=2.0))
    return CalibratedClassifierCV(svm, method="sigmoid", cv=5)


def level_for(y, p, sensitivity):
    _, reached, levels = roc_curve(y, p)
    return float(levels[np.argmax(reached >= sensitivity)])


def rates(y, flagged):
    tn, fp, fn, tp = confusion_matrix(y, flagged).ravel()
    return {"sensitivity": tp / (tp + fn), "specificity": tn / (tn + fp), "recalled": flagged.mean()}


def main():
    X, y = load()
    X_dev, X_last, y_dev, y_last = train_test_split(
        X, y, test_size=0.3, stratify=y, random_state=18
    )
    folds = StratifiedKFold(5, shuffle=True, random_state=18)
    oof = cross_val_predict(classifier(), X_dev, y_dev, cv=folds, method="predict_proba")[:, 1]
    level = level_for(y_dev, oof, WANTED_SENSITIVITY)
    print("level", round(level, 3), rates(y_dev, oof >= level))

    model = classifier().fit(X_dev, y_dev)
    p = model.predict_proba(X_last)[:, 1]
    print("AUC", round(roc_auc_score(y_last, p), 3), rates(y_last, p >= level))


if __name__ == "__main__":
    main()
