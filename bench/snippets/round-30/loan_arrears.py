"""Arrears within 90 days after a statement, with the rating known on that day."""
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import roc_auc_score

CATS = ["rating", "product"]
NUMS = ["balance", "utilisation", "rating_age_days", "balance_change"]


def read():
    statements = pd.read_csv("statements.csv", parse_dates=["statement_date"])
    ratings = pd.read_csv("rating_changes.csv", parse_dates=["published"])
    return statements.sort_values("statement_date"), ratings.sort_values("published")


def with_rating(statements, ratings):
    joined = pd.merge_asof(
        statements, ratings[["account", "published", "rating"]],
        left_on="statement_date", right_on="published", by="account",
        direction="backward", allow_exact_matches=False,
    )
    joined["rating"] = joined["rating"].fillna("none")
    joined["rating_age_days"] = (joined["statement_date"] - joined["published"]).dt.days
    joined["balance_change"] = joined["balance"] - joined.groupby("account")["balance"].shift(1)
    return joined.drop(columns="published")


def period(table, start, end):
    rows = table[(table["statement_date"] >= start) & (table["statement_date"] < end)]
    return Pool(rows[CATS + NUMS], rows["arrears_90d"], cat_features=CATS)


def main():
    table = with_rating(*read())
    fit = period(table, "2019-01-01", "2021-10-01")
    tune = period(table, "2022-01-01", "2022-06-01")
    final = period(table, "2022-09-01", "2023-03-01")
    model = CatBoostClassifier(iterations=2000, learning_rate=0.04, random_seed=2, verbose=False)
    model.fit(fit, eval_set=tune, early_stopping_rounds=60)
    p = model.predict_proba(final)[:, 1]
    print("trees", model.tree_count_, "AUC", round(roc_auc_score(final.get_label(), p), 4))


if __name__ == "__main__":
    main()
