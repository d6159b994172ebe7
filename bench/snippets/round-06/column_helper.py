from typing import Callable

import numpy as np
import pandas as pd
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import explained_variance_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer


def to_gauss(column: pd.Series) -> pd.Series:
    qt = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
    return pd.Series(qt.fit_transform(column.to_numpy()[:, None]).ravel(), index=column.index)


def log_safe(column: pd.Series) -> pd.Series:
    return np.log1p(column.clip(lower=0))


RULES: dict[str, Callable[[pd.Series], pd.Series]] = {
    "counts": log_safe,
    "rates": to_gauss,
}


def shape_columns(table: pd.DataFrame, groups: dict[str, list[str]]) -> pd.DataFrame:
    for group, columns in groups.items():
        table[columns] = table[columns].apply(RULES[group])
    return table


if __name__ == "__main__":
    groups = {"counts": ["n_views", "n_shares"], "rates": ["ctr", "bounce", "scroll_depth"]}
    pages = shape_columns(pd.read_csv("data/pages.csv"), groups)
    columns = sum(groups.values(), [])
    X_tr, X_te, y_tr, y_te = train_test_split(
        pages[columns], np.log(pages["dwell_seconds"]), test_size=0.2, random_state=17
    )
    reg = SGDRegressor(penalty="elasticnet", max_iter=5000, random_state=17).fit(X_tr, y_tr)
    print("EV", explained_variance_score(y_te, reg.predict(X_te)))
