import logging

import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, recall_score
from sklearn.model_selection import train_test_split

log = logging.getLogger(__name__)


def load_transactions(path):
    raw = pd.read_csv(path)
    return raw.drop(columns="is_fraud"), raw["is_fraud"]


def balance(X, y, k=5):
    log.info("class counts before: %s", y.value_counts().to_dict())
    X_bal, y_bal = SMOTE(k_neighbors=k, random_state=0).fit_resample(X, y)
    log.info("class counts after: %s", y_bal.value_counts().to_dict())
    return X_bal, y_bal


def train(path):
    X, y = balance(*load_transactions(path))
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
    forest = RandomForestClassifier(n_estimators=500, min_samples_leaf=2, n_jobs=-1)
    forest.fit(X_train, y_train)
    proba = forest.predict_proba(X_test)[:, 1]
    log.info("AP=%.3f recall=%.3f", average_precision_score(y_test, proba),
             recall_score(y_test, proba > 0.5))
    return forest


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    train("card_transactions.csv")
