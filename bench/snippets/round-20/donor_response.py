import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import TargetEncoder

HIGH = ["zip3", "occupation", "campaign_code"]
LOW = ["age", "years_member", "gifts_before_mailing", "last_gift_before_mailing"]


def candidate(lr):
    enc = make_column_transformer(
        (TargetEncoder(smooth="auto", cv=5, random_state=0), HIGH), remainder="passthrough"
    )
    return make_pipeline(enc, HistGradientBoostingClassifier(learning_rate=lr, random_state=0))


def main():
    donors = pd.read_csv("one_row_per_donor.csv")
    donors["age_band"] = pd.cut(donors["age"], [0, 30, 45, 60, 75, 120], labels=False)
    cols = HIGH + LOW + ["age_band"]
    Xa, Xb, ya, yb = train_test_split(
        donors[cols], donors["responded"], stratify=donors["responded"], random_state=0
    )
    cv = {lr: cross_val_score(candidate(lr), Xa, ya, cv=5, scoring="roc_auc").mean() for lr in (0.02, 0.05, 0.1)}
    lr = max(cv, key=cv.get)
    model = candidate(lr).fit(Xa, ya)
    print("cv", cv)
    print("AUC", roc_auc_score(yb, model.predict_proba(Xb)[:, 1]))


if __name__ == "__main__":
    main()
