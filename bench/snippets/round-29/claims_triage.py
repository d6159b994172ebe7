"""Motor claims: which ones to refer to the investigation team."""
import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_score, recall_score
from sklearn.model_selection import train_test_split

FEATURES = [
    "claim_amount", "vehicle_age", "policy_age_days", "n_prior_claims",
    "night_time", "n_witnesses", "police_report", "distance_from_home_km",
]
CLAIMS_PER_WEEK = 4200


def load_claims(path):
    claims = pd.read_parquet(path)
    claims = claims.loc[claims["status"].isin(["closed_paid", "closed_fraud"])]
    y = (claims["status"] == "closed_fraud").astype(int)
    return claims[FEATURES].fillna(-1), y


def balanced_claims(X, y, seed):
    sampler = RandomUnderSampler(sampling_strategy=1.0, random_state=seed)
    return sampler.fit_resample(X, y)


def weekly_plan(y_true, referred):
    precision = precision_score(y_true, referred)
    share = referred.mean()
    return {
        "precision": round(float(precision), 3),
        "recall": round(float(recall_score(y_true, referred)), 3),
        "referrals_per_week": int(share * CLAIMS_PER_WEEK),
        "fraud_found_per_week": int(share * CLAIMS_PER_WEEK * precision),
    }


def main(path="data/motor_claims.parquet", seed=21):
    X, y = load_claims(path)
    X, y = balanced_claims(X, y, seed)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=seed
    )
    forest = RandomForestClassifier(n_estimators=500, min_samples_leaf=3, random_state=seed, n_jobs=-1)
    forest.fit(X_train, y_train)
    referred = (forest.predict_proba(X_test)[:, 1] >= 0.5).astype(int)
    for key, value in weekly_plan(y_test, referred).items():
        print(f"{key:>22}: {value}")


if __name__ == "__main__":
    main()
