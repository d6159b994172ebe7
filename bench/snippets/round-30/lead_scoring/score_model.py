import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score

CATS = ["source", "crm_stage", "last_contact_type"]
NUMS = ["employees", "open_quotes"]


def main():
    table = pd.read_parquet("work/lead_table.parquet")
    table[CATS] = table[CATS].fillna("unknown").astype(str)
    fit = table[table["created_at"] < "2024-01-01"]
    out = table[table["created_at"] >= "2024-03-01"]
    model = CatBoostClassifier(iterations=400, cat_features=CATS, verbose=0, random_seed=1)
    model.fit(fit[CATS + NUMS], fit["converted_60d"])
    print("AUC", roc_auc_score(out["converted_60d"], model.predict_proba(out[CATS + NUMS])[:, 1]))


if __name__ == "__main__":
    main()
