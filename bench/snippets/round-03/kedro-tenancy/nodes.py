import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def engineer(tenants: pd.DataFrame, target: str) -> pd.DataFrame:
    X = tenants.drop(columns=target)
    filled = KNNImputer(n_neighbors=5).fit_transform(X)
    scaled = StandardScaler().fit_transform(filled)
    out = pd.DataFrame(scaled, columns=X.columns, index=X.index)
    return out.assign(**{target: tenants[target]})


def split(table: pd.DataFrame, target: str, split_options: dict):
    X, y = table.drop(columns=target), table[target]
    return train_test_split(X, y, **split_options)


def fit(X_train, y_train) -> LogisticRegression:
    return LogisticRegression(max_iter=500).fit(X_train, y_train)


def report(model, X_test, y_test) -> dict:
    return {"auc": float(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))}
