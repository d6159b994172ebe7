"""Score consumer loan applications for default."""
import duckdb
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

APPLICATIONS = """
WITH broker AS (
    SELECT broker_id,
           AVG(defaulted::DOUBLE) AS broker_default_rate,
           COUNT(*)               AS broker_volume
    FROM applications
    GROUP BY broker_id
)
SELECT a.application_id, a.loan_amount, a.term_months, a.annual_income,
       a.employment_years, a.purpose, a.home_ownership,
       b.broker_default_rate, b.broker_volume,
       a.defaulted
FROM applications AS a
JOIN broker AS b USING (broker_id)
ORDER BY a.application_id
"""

NUMERIC = [
    "loan_amount", "term_months", "annual_income", "employment_years",
    "broker_default_rate", "broker_volume", "loan_to_income",
]
CATEGORICAL = ["purpose", "home_ownership"]


def load_applications(database: str) -> pd.DataFrame:
    with duckdb.connect(database, read_only=True) as con:
        frame = con.execute(APPLICATIONS).df()
    frame["loan_to_income"] = frame["loan_amount"] / frame["annual_income"].clip(lower=1)
    return frame


def build_model() -> Pipeline:
    encode = ColumnTransformer(
        [
            ("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CATEGORICAL),
            ("num", "passthrough", NUMERIC),
        ]
    )
    return Pipeline([("encode", encode), ("gbm", HistGradientBoostingClassifier(max_iter=300, random_state=0))])


def main() -> None:
    frame = load_applications("warehouse/lending.duckdb")
    fit_part, score_part = train_test_split(
        frame, test_size=0.2, stratify=frame["defaulted"], random_state=0
    )
    model = build_model().fit(fit_part[NUMERIC + CATEGORICAL], fit_part["defaulted"])
    proba = model.predict_proba(score_part[NUMERIC + CATEGORICAL])[:, 1]
    print(f"AUC   {roc_auc_score(score_part['defaulted'], proba):.3f}")
    print(f"Brier {brier_score_loss(score_part['defaulted'], proba):.4f}")


if __name__ == "__main__":
    main()
