import joblib
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import average_precision_score, roc_auc_score

from sources import modelling_table

CUTS = ("2021-07-01", "2022-01-01")
CATS = ["plan"]


def main():
    table = modelling_table()
    table["plan"] = table["plan"].fillna("none").astype(str)
    inputs = [c for c in table.columns if c not in ("account_id", "renewal_due", "renewed")]

    due = table["renewal_due"]
    early, middle, late = (
        table[due < CUTS[0]],
        table[(due >= CUTS[0]) & (due < CUTS[1])],
        table[due >= CUTS[1]],
    )
    pools = [Pool(part[inputs], part["renewed"], cat_features=CATS) for part in (early, middle, late)]

    model = CatBoostClassifier(iterations=1500, learning_rate=0.03, eval_metric="AUC",
                               random_seed=10, verbose=200)
    model.fit(pools[0], eval_set=pools[1], early_stopping_rounds=80)

    p = model.predict_proba(pools[2])[:, 1]
    print("AUC", roc_auc_score(late["renewed"], p))
    print("AP of lapse", average_precision_score(1 - late["renewed"], 1 - p))
    joblib.dump(model, "renewal.joblib")


if __name__ == "__main__":
    main()
