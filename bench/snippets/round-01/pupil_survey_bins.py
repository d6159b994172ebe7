import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

ITEMS = [f"q{i:02d}" for i in range(1, 21)]
AGE_EDGES = [0, 9, 12, 15, 19]


def derive(survey: pd.DataFrame) -> pd.DataFrame:
    out = pd.DataFrame(index=survey.index)
    out["age_band"] = pd.cut(survey["age"], bins=AGE_EDGES, labels=False)
    out["item_mean"] = survey[ITEMS].mean(axis=1)
    out["item_spread"] = survey[ITEMS].std(axis=1)
    out["n_missing"] = survey[ITEMS].isna().sum(axis=1)
    out["top_item_share"] = survey[ITEMS].max(axis=1) / survey[ITEMS].sum(axis=1)
    out["q01_rank"] = survey[ITEMS].rank(axis=1)["q01"]
    return out.fillna(-1)


def main():
    survey = pd.read_csv("wellbeing_survey.csv")
    y = survey["needs_support"].astype(int)
    X = derive(survey)
    X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, test_size=0.2, random_state=77)
    gbc = GradientBoostingClassifier(subsample=0.8, random_state=77)
    gbc.fit(X_train, y_train)
    print(roc_auc_score(y_test, gbc.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
