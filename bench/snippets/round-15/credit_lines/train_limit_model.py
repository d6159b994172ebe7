"""Default within twelve months of opening a credit line."""
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from columns import HEAVY_TAILED, squash, utilisation

KEEP = HEAVY_TAILED + ["utilisation", "months_at_address", "is_homeowner"]


def load(path):
    frame = pd.read_csv(path)
    frame = frame.drop_duplicates("applicant_id")
    frame["utilisation"] = utilisation(frame)
    frame[HEAVY_TAILED] = frame[HEAVY_TAILED].apply(squash)
    return frame[KEEP], frame["defaulted"]


def main():
    X, y = load("applications.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, stratify=y, test_size=0.3, random_state=17
    )
    model = LogisticRegression(C=0.5, max_iter=2000)
    model.fit(X_train, y_train)
    auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
    print(f"gini {2 * auc - 1:.3f}")
    joblib.dump(model, "limit_model.joblib")


if __name__ == "__main__":
    main()
