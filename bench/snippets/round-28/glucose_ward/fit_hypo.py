"""Risk of hypoglycaemia within 24 hours of a reading."""
import sys

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from cleaning import LABS, clean


def main(path):
    readings = clean(path)
    columns = LABS + [f"{lab}_absent" for lab in LABS] + ["age", "insulin_units"]
    X, y = readings[columns], readings["hypo_24h"].astype(int)

    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=4)
    fit_idx, eval_idx = next(splitter.split(X, y, groups=readings["patient_id"]))

    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit(X.iloc[fit_idx], y.iloc[fit_idx])
    p = model.predict_proba(X.iloc[eval_idx])[:, 1]
    print("AUROC", round(roc_auc_score(y.iloc[eval_idx], p), 3))
    print("AUPRC", round(average_precision_score(y.iloc[eval_idx], p), 3))


if __name__ == "__main__":
    main(sys.argv[1])
