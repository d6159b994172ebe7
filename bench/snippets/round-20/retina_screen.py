import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import confusion_matrix, precision_recall_curve
from sklearn.model_selection import GroupShuffleSplit


def operating_point(truth, prob):
    precision, recall, cuts = precision_recall_curve(truth, prob)
    f1 = 2 * precision * recall / np.clip(precision + recall, 1e-9, None)
    return cuts[np.argmax(f1[:-1])]


def summarise(truth, prob, cut):
    tn, fp, fn, tp = confusion_matrix(truth, prob >= cut).ravel()
    return {"sensitivity": tp / (tp + fn), "specificity": tn / (tn + fp), "f1": 2 * tp / (2 * tp + fp + fn)}


def main():
    scans = pd.read_parquet("retina_embeddings.parquet")
    X = scans.filter(like="emb_").to_numpy()
    y = scans["referable"].to_numpy()
    gss = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=13)
    a, b = next(gss.split(X, y, groups=scans["patient_id"]))
    model = HistGradientBoostingClassifier(max_iter=300, random_state=13).fit(X[a], y[a])
    prob = model.predict_proba(X[b])[:, 1]
    cut = operating_point(y[b], prob)
    print(f"cut-off {cut:.3f}")
    for key, value in summarise(y[b], prob, cut).items():
        print(f"{key}: {value:.3f}")


if __name__ == "__main__":
    main()
