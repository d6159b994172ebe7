"""Risk of new merchants at onboarding (one row per merchant, outcome after a year)."""
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from scipy.stats import loguniform
from sklearn.impute import SimpleImputer
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

FORM = [
    "declared_turnover", "expected_ticket", "company_age_months", "owner_age",
    "n_owners", "share_online", "bureau_score", "n_bank_accounts",
]


def resampled_net():
    return Pipeline([
        ("fill", SimpleImputer(strategy="median")),
        ("scale", StandardScaler()),
        ("smote", SMOTE(random_state=8)),
        ("net", MLPClassifier(hidden_layer_sizes=(32,), max_iter=400, random_state=8)),
    ])


class MerchantModel:
    def __init__(self):
        space = {
            "smote__sampling_strategy": [0.1, 0.25, 0.5],
            "smote__k_neighbors": [3, 5, 9],
            "net__alpha": loguniform(1e-5, 1e-1),
            "net__learning_rate_init": loguniform(1e-4, 1e-2),
        }
        folds = StratifiedKFold(5, shuffle=True, random_state=8)
        self.search = RandomizedSearchCV(
            resampled_net(), space, n_iter=25, scoring="average_precision",
            cv=folds, random_state=8, n_jobs=-1,
        )

    def fit(self, X, y):
        self.search.fit(X, y)
        return self

    def report(self, X, y):
        p = self.search.predict_proba(X)[:, 1]
        return {
            "share_bad": y.mean(),
            "ap": average_precision_score(y, p),
            "auc": roc_auc_score(y, p),
            "brier": brier_score_loss(y, p),
        }


def main():
    merchants = pd.read_csv("data/merchants.csv").drop_duplicates("merchant_id")
    train, test = train_test_split(
        merchants, test_size=0.25, stratify=merchants["closed_for_cause"], random_state=8
    )
    model = MerchantModel().fit(train[FORM], train["closed_for_cause"])
    for name, value in model.report(test[FORM], test["closed_for_cause"]).items():
        print(f"{name:10s} {value:.4f}")


if __name__ == "__main__":
    main()
