import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

members = pd.read_parquet("members_snapshot.parquet")
assert members["member_id"].is_unique
y = members["renewed"].astype(int)
X = pd.get_dummies(members.drop(columns=["member_id", "renewed"]), dtype=float)

X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.15, random_state=1, stratify=y)
X_train, X_stop, y_train, y_stop = train_test_split(
    X_rest, y_rest, test_size=0.15, random_state=1, stratify=y_rest
)

clf = XGBClassifier(
    n_estimators=5000,
    learning_rate=0.02,
    max_depth=5,
    subsample=0.8,
    eval_metric="logloss",
    early_stopping_rounds=100,
)
clf.fit(X_train, y_train, eval_set=[(X_stop, y_stop)], verbose=500)
print("rounds", clf.best_iteration)
print("test AUC", roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))
