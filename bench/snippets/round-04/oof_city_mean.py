import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split


def smooth_means(keys, y, prior, weight=30):
    stats = y.groupby(keys).agg(["sum", "count"])
    return (stats["sum"] + prior * weight) / (stats["count"] + weight)


def encode_train(frame, y, col, folds):
    encoded = pd.Series(np.nan, index=frame.index, name=f"{col}_te")
    for fit_idx, enc_idx in folds.split(frame, y):
        y_fit = y.iloc[fit_idx]
        table = smooth_means(frame[col].iloc[fit_idx], y_fit, y_fit.mean())
        encoded.iloc[enc_idx] = frame[col].iloc[enc_idx].map(table).fillna(y_fit.mean())
    return encoded


def encode_new(frame, fit_frame, y_fit, col):
    table = smooth_means(fit_frame[col], y_fit, y_fit.mean())
    return frame[col].map(table).fillna(y_fit.mean()).rename(f"{col}_te")


leads = pd.read_csv("data/leads.csv")
y = leads.pop("converted")
L_train, L_test, y_train, y_test = train_test_split(leads, y, test_size=0.2, stratify=y, random_state=6)

folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=6)
columns = ["city", "campaign", "referrer"]
X_train = pd.concat([encode_train(L_train, y_train, c, folds) for c in columns], axis=1)
X_test = pd.concat([encode_new(L_test, L_train, y_train, c) for c in columns], axis=1)

clf = LogisticRegression().fit(X_train, y_train)
print("AUC", roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))
