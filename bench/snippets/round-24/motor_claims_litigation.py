"""Which motor claims end in court? Scored on the day the loss is reported."""
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import roc_auc_score

CLAIM_FIELDS = ["loss_cause", "vehicle_age", "reported_injuries", "days_to_report", "region"]
HOLDER_FIELDS = ["open_claims", "payment_arrears", "credit_band", "complaints", "lawyer_on_file"]
CATEGORIES = ["loss_cause", "region", "credit_band"]


def load_claims(path):
    claims = pd.read_parquet(path)
    claims = claims[claims["status"] == "closed"]
    return claims.sort_values("reported_at")


def load_holders(path):
    """policyholder records; the system appends a row at every change."""
    changes = pd.read_parquet(path).sort_values("changed_at")
    return changes.drop_duplicates("policy_id", keep="last")


def assemble():
    claims = load_claims("dwh/motor_claims.parquet")
    holders = load_holders("dwh/policyholder_changes.parquet")
    table = claims.merge(
        holders[["policy_id", *HOLDER_FIELDS]], on="policy_id", how="left"
    )
    table[CATEGORIES] = table[CATEGORIES].fillna("none").astype(str)
    return table


def pool(part):
    return Pool(
        part[CLAIM_FIELDS + HOLDER_FIELDS], label=part["litigated"], cat_features=CATEGORIES
    )


def main():
    table = assemble()
    reported = table["reported_at"]
    fit_part = table[reported < "2021-01-01"]
    tune_part = table[(reported >= "2021-01-01") & (reported < "2021-07-01")]
    last_part = table[(reported >= "2021-07-01") & (reported < "2022-01-01")]

    model = CatBoostClassifier(
        iterations=2000, learning_rate=0.03, eval_metric="AUC", random_seed=4, verbose=200
    )
    model.fit(pool(fit_part), eval_set=pool(tune_part), early_stopping_rounds=100)
    risk = model.predict_proba(pool(last_part))[:, 1]
    print(f"AUC {roc_auc_score(last_part['litigated'], risk):.3f}")
    print(model.get_feature_importance(prettified=True).head(8))


if __name__ == "__main__":
    main()
