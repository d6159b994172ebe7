"""Pathogenic or benign: rare missense variants from conservation and structure scores."""
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.impute import SimpleImputer
from sklearn.metrics import average_precision_score, matthews_corrcoef
from sklearn.model_selection import GroupShuffleSplit, RandomizedSearchCV, StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler

NOT_FEATURES = ["variant", "gene", "pathogenic"]


def read_variants(path="data/variants.tsv"):
    variants = pd.read_csv(path, sep="\t").drop_duplicates("variant")
    features = [c for c in variants.columns if c not in NOT_FEATURES]
    return variants, features


def build(seed):
    return Pipeline(
        [
            ("impute", SimpleImputer(strategy="median")),
            ("scale", StandardScaler()),
            ("select", SelectKBest(f_classif)),
            ("smote", SMOTE(random_state=seed)),
            ("gbm", GradientBoostingClassifier(random_state=seed)),
        ]
    )


def main(seed=27):
    variants, features = read_variants()
    by_gene = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=seed)
    train_idx, test_idx = next(by_gene.split(variants, groups=variants["gene"]))
    train, test = variants.iloc[train_idx], variants.iloc[test_idx]

    search = RandomizedSearchCV(
        build(seed),
        {
            "select__k": [10, 20, "all"],
            "smote__k_neighbors": [3, 5],
            "gbm__max_depth": [2, 3, 4],
            "gbm__n_estimators": [100, 200, 400],
        },
        n_iter=20,
        cv=StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=seed),
        scoring="average_precision",
        random_state=seed,
        n_jobs=-1,
    )
    search.fit(train[features], train["pathogenic"], groups=train["gene"])
    proba = search.predict_proba(test[features])[:, 1]
    print("prevalence", round(test["pathogenic"].mean(), 4))
    print("AP ", round(average_precision_score(test["pathogenic"], proba), 3))
    print("MCC", round(matthews_corrcoef(test["pathogenic"], proba >= 0.5), 3))


if __name__ == "__main__":
    main()
