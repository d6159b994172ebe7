import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler


def load(path="data/card.csv"):
    card = pd.read_csv(path)
    return card.drop(columns=["Class"]), card["Class"]


def rebalance(X, y, ratio):
    return RandomUnderSampler(sampling_strategy=ratio, random_state=1).fit_resample(X, y)


X, y = load()
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)
X_small, y_small = rebalance(X_train, y_train, ratio=0.1)

scaler = RobustScaler().fit(X_small)
clf = LogisticRegression(max_iter=2000, C=0.1).fit(scaler.transform(X_small), y_small)

score = clf.predict_proba(scaler.transform(X_test))[:, 1]
print("prevalence", y_test.mean())
print("average precision", average_precision_score(y_test, score))
precision, recall, _ = precision_recall_curve(y_test, score)
pd.DataFrame({"precision": precision, "recall": recall}).to_csv("pr_curve.csv", index=False)
