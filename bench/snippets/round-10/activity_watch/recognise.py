import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

w = pd.read_parquet("windows.parquet")
print(w.groupby("wearer").size().describe())

X = w.drop(columns=["wearer", "activity"])
X_a, X_b, act_a, act_b = train_test_split(
    X, w["activity"], test_size=0.2, stratify=w["activity"], random_state=50
)
rf = RandomForestClassifier(n_estimators=500, n_jobs=-1, random_state=50)
rf.fit(X_a, act_a)
print(classification_report(act_b, rf.predict(X_b), digits=3))
