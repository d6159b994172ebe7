"""Retail default model. One row per loan application."""
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class DefaultRiskTrainer:
    numeric = ["income", "loan_amount", "dti", "n_open_lines", "revolving_util"]

    def __init__(self, path, c=0.5):
        self.path = path
        self.scaler = StandardScaler()
        self.clf = LogisticRegression(C=c, max_iter=500)

    def load(self):
        frame = pd.read_csv(self.path)
        self.y = frame["defaulted"].to_numpy()
        self.X = self.scaler.fit_transform(frame[self.numeric])
        return self

    def fit(self):
        X_tr, X_te, y_tr, y_te = train_test_split(
            self.X, self.y, test_size=0.2, stratify=self.y, random_state=13
        )
        self.clf.fit(X_tr, y_tr)
        self.auc = roc_auc_score(y_te, self.clf.predict_proba(X_te)[:, 1])
        return self

    def save(self, out):
        joblib.dump({"scaler": self.scaler, "model": self.clf, "auc": self.auc}, out)


if __name__ == "__main__":
    trainer = DefaultRiskTrainer("data/applications.csv").load().fit()
    print(f"AUC {trainer.auc:.3f}")
    trainer.save("artifacts/default_risk.joblib")
