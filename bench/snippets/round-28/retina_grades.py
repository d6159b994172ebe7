"""Diabetic retinopathy grade from frozen fundus embeddings.

Files are named <patient>_<eye>_<visit>.npy; every patient has both eyes and up to
four yearly visits.
"""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

FOLDER = Path("embeddings")


def parse(path: Path) -> dict:
    patient, eye, visit = path.stem.split("_")
    return {"patient": patient, "eye": eye, "visit": int(visit), "path": path}


def table() -> pd.DataFrame:
    images = pd.DataFrame([parse(p) for p in sorted(FOLDER.glob("*.npy"))])
    grades = pd.read_csv("grades.csv", dtype={"patient": str})
    clinic = pd.read_csv("clinic.csv", dtype={"patient": str})[["patient", "age", "hba1c"]]
    images = images.merge(grades, on=["patient", "eye", "visit"])
    return images.merge(clinic, on="patient").dropna(subset=["age", "hba1c"])


def design(rows: pd.DataFrame) -> np.ndarray:
    vectors = np.vstack([np.load(p) for p in rows["path"]])
    return np.hstack([vectors, rows[["age", "hba1c"]].to_numpy()])


def main():
    rows = table()
    develop, final = train_test_split(
        rows, test_size=0.2, stratify=rows["grade"], random_state=30
    )
    search = GridSearchCV(
        Pipeline([("scale", StandardScaler()), ("svm", SVC(class_weight="balanced"))]),
        {"svm__C": [0.3, 1, 3, 10], "svm__gamma": ["scale", 1e-3, 1e-4]},
        scoring="balanced_accuracy",
        cv=StratifiedKFold(5, shuffle=True, random_state=30),
    )
    search.fit(design(develop), develop["grade"])
    guess = search.predict(design(final))
    print(search.best_params_)
    print("quadratic kappa", cohen_kappa_score(final["grade"], guess, weights="quadratic"))


if __name__ == "__main__":
    main()
