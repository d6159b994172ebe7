import xgboost as xgb
from sklearn.metrics import roc_auc_score

from tables import training_table

FEATURES = ["amount", "term", "income", "open_lines", "utilisation", "arrears_90d", "inquiries"]


def main() -> None:
    table = training_table("applications.parquet", "bureau_history.parquet")
    learn = table[table["applied_at"] < "2022-01-01"]
    check = table[table["applied_at"] >= "2023-01-01"]
    model = xgb.XGBClassifier(n_estimators=400, max_depth=5, learning_rate=0.05)
    model.fit(learn[FEATURES], learn["defaulted_12m"])
    score = model.predict_proba(check[FEATURES])[:, 1]
    print("AUC out of time", roc_auc_score(check["defaulted_12m"], score))


if __name__ == "__main__":
    main()
