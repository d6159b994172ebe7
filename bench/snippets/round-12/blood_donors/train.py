"""Fit the donor return model and keep it for the nightly call list."""
import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from columns import GROUPS, LABEL, NUMBERS


def main():
    donors = pd.read_parquet("donors.parquet")
    fit, held = train_test_split(donors, test_size=0.25, stratify=donors[LABEL], random_state=19)

    scaler = StandardScaler().fit(fit[NUMBERS])
    layout = pd.get_dummies(fit[GROUPS]).columns

    def matrix(frame):
        dummies = pd.get_dummies(frame[GROUPS]).reindex(columns=layout, fill_value=0)
        return np.hstack([scaler.transform(frame[NUMBERS]), dummies.to_numpy(dtype=float)])

    model = LogisticRegression(max_iter=1000).fit(matrix(fit), fit[LABEL])
    print("AUC", roc_auc_score(held[LABEL], model.predict_proba(matrix(held))[:, 1]))
    joblib.dump({"model": model, "layout": list(layout)}, "donor_model.joblib")


if __name__ == "__main__":
    main()
