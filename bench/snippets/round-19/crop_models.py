import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CANDIDATES = {
    "logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "knn": make_pipeline(StandardScaler(), KNeighborsClassifier(15)),
    "forest": RandomForestClassifier(n_estimators=300, random_state=0),
}


def compare(X_train, y_train, X_test, y_test):
    table = {}
    for name, model in CANDIDATES.items():
        model.fit(X_train, y_train)
        table[name] = f1_score(y_test, model.predict(X_test), average="macro")
    return table


def main():
    fields = pd.read_csv("fields.csv")
    X = fields.filter(like="band_")
    y = fields["crop"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=9, stratify=y)
    table = compare(X_train, y_train, X_test, y_test)
    best = max(table, key=table.get)
    joblib.dump(CANDIDATES[best], "crop_model.joblib")
    print(f"Shipping {best}, macro F1 {table[best]:.3f}")


if __name__ == "__main__":
    main()
