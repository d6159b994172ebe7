import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def make_features(X, n_components=6):
    scaled = StandardScaler().fit_transform(X)
    return PCA(n_components=n_components, random_state=0).fit_transform(scaled)


wine = pd.read_csv("winequality-white.csv", sep=";")
target = (wine["quality"] >= 7).astype(int)
X_train, X_test, y_train, y_test = train_test_split(
    wine.drop(columns="quality"), target, test_size=0.2, random_state=10, stratify=target
)

Z_train = make_features(X_train)
Z_test = make_features(X_test)

rf = RandomForestClassifier(n_estimators=500, class_weight="balanced", random_state=10)
rf.fit(Z_train, y_train)
print("accuracy:", accuracy_score(y_test, rf.predict(Z_test)))
