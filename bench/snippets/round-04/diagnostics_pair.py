import logging

import pandas as pd
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor

logging.basicConfig(level=logging.INFO, format="%(message)s")
logger = logging.getLogger("concrete")


class StrengthModel:
    def __init__(self, max_depth=9):
        self.tree = DecisionTreeRegressor(max_depth=max_depth, min_samples_leaf=4, random_state=0)

    def fit(self, X, y):
        self.tree.fit(X, y)
        self._log("train", X, y)
        return self

    def score(self, X, y):
        return self._log("test", X, y)

    def _log(self, part, X, y):
        guess = self.tree.predict(X)
        row = {"part": part, "r2": r2_score(y, guess), "mae": mean_absolute_error(y, guess)}
        logger.info("%(part)-6s r2=%(r2).3f mae=%(mae).2f", row)
        return row


mix = pd.read_excel("data/concrete.xlsx")
X, y = mix.iloc[:, :-1], mix.iloc[:, -1]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=40)
StrengthModel().fit(X_train, y_train).score(X_test, y_test)
