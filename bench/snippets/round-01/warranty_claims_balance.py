import numpy as np
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

rng = np.random.RandomState(42)

claims = pd.read_excel("warranty_claims.xlsx", sheet_name="2023")
claims["part_age_log"] = np.log1p(claims["part_age_days"])
claims = claims[["part_age_log", "mileage", "labour_cost", "dealer_rating", "rejected"]].dropna()

accepted = claims[claims["rejected"] == 0]
rejected = claims[claims["rejected"] == 1]
print(f"{len(accepted)} accepted / {len(rejected)} rejected")

boosted = rejected.sample(n=len(accepted), replace=True, random_state=rng)
claims = pd.concat([accepted, boosted], ignore_index=True)

y = claims.pop("rejected")
X_fit, X_eval, y_fit, y_eval = train_test_split(claims, y, test_size=0.3, random_state=42)

tree = DecisionTreeClassifier(max_depth=12, min_samples_leaf=3, random_state=42)
tree.fit(X_fit, y_fit)
print("F1 on rejected claims:", f1_score(y_eval, tree.predict(X_eval)))
