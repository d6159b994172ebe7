"""Length of stay at admission: blended regressors (one index admission per patient)."""
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

VITALS = ["age", "heart_rate", "systolic", "creatinine", "crp", "albumin"]
CODES = ["ward", "admission_type", "triage"]


class TwoLevel(BaseEstimator, RegressorMixin):
    def __init__(self, members, top):
        self.members = members
        self.top = top

    def _columns(self, X):
        return np.column_stack([m.predict(X) for m in self.members_])

    def fit(self, X, y):
        self.members_ = [clone(m).fit(X, y) for m in self.members]
        self.top_ = clone(self.top).fit(self._columns(X), y)
        return self

    def predict(self, X):
        return self.top_.predict(self._columns(X))


def encoder():
    return make_column_transformer(
        (StandardScaler(), VITALS),
        (OneHotEncoder(handle_unknown="ignore"), CODES),
    )


def main():
    stays = pd.read_parquet("admissions_index.parquet").dropna(subset=VITALS + ["los_days"])
    X, y = stays[VITALS + CODES], np.log1p(stays["los_days"])
    X_fit, X_hold, y_fit, y_hold = train_test_split(X, y, test_size=0.2, random_state=10)

    blend = TwoLevel(
        members=[
            make_pipeline(encoder(), RandomForestRegressor(n_estimators=400, n_jobs=-1, random_state=1)),
            make_pipeline(encoder(), ExtraTreesRegressor(n_estimators=400, n_jobs=-1, random_state=2)),
            make_pipeline(encoder(), KNeighborsRegressor(n_neighbors=5, weights="distance")),
        ],
        top=LinearRegression(positive=True),
    )
    blend.fit(X_fit, y_fit)
    print("weights", blend.top_.coef_)
    print("MAE days", mean_absolute_error(np.expm1(y_hold), np.expm1(blend.predict(X_hold))))


if __name__ == "__main__":
    main()
