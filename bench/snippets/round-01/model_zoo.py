import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CANDIDATES = {
    "logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "forest": RandomForestClassifier(n_estimators=300, random_state=0),
    "extra": ExtraTreesClassifier(n_estimators=300, random_state=0),
    "bayes": GaussianNB(),
    "mlp": make_pipeline(StandardScaler(), MLPClassifier((64, 32), random_state=0)),
}

beans = pd.read_csv("dry_beans.csv")
X_train, X_test, y_train, y_test = train_test_split(
    beans.drop(columns="Class"), beans["Class"], test_size=0.2, random_state=0, stratify=beans["Class"]
)

results = {}
for name, est in CANDIDATES.items():
    est.fit(X_train, y_train)
    results[name] = est.score(X_test, y_test)

winner = max(results, key=results.get)
print(f"selected {winner} with accuracy {results[winner]:.4f}")
