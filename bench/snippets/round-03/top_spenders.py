import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["age", "n_visits", "newsletter", "distance_km", "first_basket"]
SHARE = 0.10

shoppers = pd.read_csv("shoppers_year.csv")
assert shoppers["card_no"].is_unique

limit = shoppers["spend_next_year"].quantile(1 - SHARE)
shoppers["big_spender"] = (shoppers["spend_next_year"] > limit).astype(int)

train, test = train_test_split(shoppers, test_size=0.25, random_state=12, stratify=shoppers["big_spender"])

model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
model.fit(train[FEATURES], train["big_spender"])

proba = model.predict_proba(test[FEATURES])[:, 1]
print("AUC", roc_auc_score(test["big_spender"], proba))
print("precision", precision_score(test["big_spender"], proba > 0.5))
