import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.feature_selection import SelectFromModel, VarianceThreshold
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

SEED = 11


def build(n_keep: int) -> Pipeline:
    picker = SelectFromModel(
        ExtraTreesClassifier(n_estimators=300, random_state=SEED), threshold=-float("inf"), max_features=n_keep
    )
    return Pipeline([
        ("const", VarianceThreshold()),
        ("pick", picker),
        ("scale", StandardScaler()),
        ("clf", LogisticRegression(penalty="elasticnet", solver="saga", l1_ratio=0.5, max_iter=5000)),
    ])


proteins = pd.read_csv("proteins.csv", index_col="sample_id")
assert not proteins.index.duplicated().any()
y = proteins.pop("responder")
dev_X, out_X, dev_y, out_y = train_test_split(proteins, y, test_size=0.25, stratify=y, random_state=SEED)

cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=4, random_state=SEED)
by_size = {k: cross_val_score(build(k), dev_X, dev_y, cv=cv, scoring="roc_auc").mean() for k in (5, 10, 20, 40)}
size = max(by_size, key=by_size.get)
print(by_size)

model = build(size).fit(dev_X, dev_y)
panel = dev_X.columns[model["const"].get_support()][model["pick"].get_support()]
print(size, list(panel), "hold-out AUC", roc_auc_score(out_y, model.predict_proba(out_X)[:, 1]))
