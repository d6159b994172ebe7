"""Grade diabetic retinopathy from precomputed fundus embeddings."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def index_images(folder):
    rows = []
    for path in sorted(Path(folder).glob("*.npy")):
        patient_id, eye, visit = path.stem.split("_")
        rows.append({"patient_id": patient_id, "eye": eye, "visit": int(visit), "path": str(path)})
    return pd.DataFrame(rows)


def attach_grades(images, grades_csv):
    grades = pd.read_csv(grades_csv, dtype={"patient_id": str})
    merged = images.merge(grades, on=["patient_id", "eye", "visit"], how="inner")
    per_patient = merged.groupby("patient_id").size()
    print(f"{len(merged)} images, {len(per_patient)} patients, {per_patient.mean():.1f} each")
    return merged


def embeddings(images):
    return np.stack([np.load(p) for p in images["path"]])


def main():
    images = attach_grades(index_images("data/fundus"), "data/grades.csv")
    dev, held = train_test_split(
        images, test_size=0.2, stratify=images["grade"], random_state=8
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=4000))
    model.fit(embeddings(dev), dev["grade"])
    pred = model.predict(embeddings(held))
    print("quadratic kappa", cohen_kappa_score(held["grade"], pred, weights="quadratic"))


if __name__ == "__main__":
    main()
