"""Credit line utilisation model. One row per account."""
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class UtilisationTrainer:
    numeric = ["income", "limit", "n_cards", "debt_ratio"]

    def __init__(self, path):
        self.path = path
        self.scaler = StandardScaler()
        self.clf = LogisticRegression(max_iter=500)

    def load(self):
        frame = pd.read_csv(self.path)
        self.y = frame["over_limit"].to_numpy()
        self.X = frame[self.numeric].to_numpy()
        return self

    def fit(self):
        X_tr, X_te, self.y_tr, self.y_te = train_test_split(
            self.X, self.y, test_size=0.2, stratify=self.y, random_state=13
        )
        self.scaler.fit(X_tr)
        self.Z_tr, self.Z_te = map(self.scaler.transform, (X_tr, X_te))
        self.clf.fit(self.Z_tr, self.y_tr)
        return self

    def score(self):
        return roc_auc_score(self.y_te, self.clf.predict_proba(self.Z_te)[:, 1])

    def rank_portfolio(self):
        return self.clf.predict_proba(self.scaler.transform(self.X))[:, 1]


if __name__ == "__main__":
    trainer = UtilisationTrainer("data/accounts.csv").load().fit()
    print(f"AUC {trainer.score():.3f}")
    joblib.dump(trainer.rank_portfolio(), "artifacts/ranking.joblib")
