import pandas as pd
import xgboost as xgb
from collections import Counter
from imblearn.over_sampling import SMOTE
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import train_test_split

FEATURES = [f"V{i}" for i in range(1, 29)] + ["Amount"]


class FraudTrainer:
    def __init__(self, csv_path, seed=0):
        self.seed = seed
        self.df = pd.read_csv(csv_path, usecols=FEATURES + ["Class"])
        self.model = None

    def balance(self):
        sampler = SMOTE(sampling_strategy=0.5, k_neighbors=5, random_state=self.seed)
        self.X, self.y = sampler.fit_resample(self.df[FEATURES], self.df["Class"])
        print("class counts", Counter(self.y))
        return self

    def split(self):
        parts = train_test_split(self.X, self.y, test_size=0.2, stratify=self.y, random_state=self.seed)
        self.X_train, self.X_test, self.y_train, self.y_test = parts
        return self

    def fit(self):
        self.model = xgb.XGBClassifier(
            n_estimators=500, max_depth=5, learning_rate=0.1, tree_method="hist", n_jobs=-1
        )
        self.model.fit(self.X_train, self.y_train)
        return self

    def report(self):
        prob = self.model.predict_proba(self.X_test)[:, 1]
        return {
            "roc_auc": roc_auc_score(self.y_test, prob),
            "f1": f1_score(self.y_test, prob > 0.5),
        }


if __name__ == "__main__":
    print(FraudTrainer("data/transactions.csv").balance().split().fit().report())
