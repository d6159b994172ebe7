"""Hail claim per hectare for the coming season; the whole pipeline is stored for the service."""
import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, QuantileTransformer, TargetEncoder

AMOUNTS = ["area_ha", "insured_eur_ha", "slope_deg", "elevation_m", "hail_days_10y"]
CODES = ["crop", "cover"]
PLACE = ["municipality"]
MODEL_FILE = "hail.joblib"


def pipeline():
    columns = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), QuantileTransformer(n_quantiles=200)), AMOUNTS),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CODES),
        (TargetEncoder(target_type="continuous", smooth="auto", random_state=0), PLACE),
    )
    return Pipeline([("columns", columns), ("model", GradientBoostingRegressor(random_state=0))])


def main():
    contracts = pd.read_csv("data/season_2022.csv").drop_duplicates("contract_no")
    X, y = contracts[AMOUNTS + CODES + PLACE], contracts["claim_eur_ha"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=45)
    search = GridSearchCV(
        pipeline(),
        {"model__n_estimators": [200, 500], "model__max_depth": [2, 3, 4]},
        cv=5,
        scoring="neg_mean_absolute_error",
        n_jobs=-1,
    )
    search.fit(X_train, y_train)
    print(f"MAE {mean_absolute_error(y_test, search.predict(X_test)):.2f} EUR/ha")
    joblib.dump(search.best_estimator_, MODEL_FILE)


if __name__ == "__main__":
    main()
