import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SERVICE_LEVEL_H = 48.0  # contract, annex B
FEATURES = ["n_words", "n_attachments", "priority", "queue_length", "is_vip"]

tickets = pd.read_csv("tickets_flat.csv").drop_duplicates("ticket_no")
hours = tickets["hours_to_close"]
print("mean", hours.mean().round(1), "quantiles", hours.quantile([0.5, 0.9, 0.99]).round(1).to_dict())
print("above the mean:", (hours > hours.mean()).mean().round(3))

tickets["slow"] = (hours > SERVICE_LEVEL_H).astype(int)
X_train, X_test, y_train, y_test = train_test_split(
    tickets[FEATURES], tickets["slow"], test_size=0.25, random_state=12, stratify=tickets["slow"]
)

model = make_pipeline(StandardScaler(), LogisticRegression())
model.fit(X_train, y_train)
print("AUC", roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
