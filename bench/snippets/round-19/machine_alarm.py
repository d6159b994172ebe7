import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.metrics import average_precision_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SPACE = {"smote__k_neighbors": [3, 5, 9], "svc__C": [0.3, 1, 3, 10], "svc__gamma": [0.01, 0.1, "scale"]}


def main():
    units = pd.read_csv("unit_inspections.csv").drop_duplicates("serial_no")
    y = units["rejected"]
    X = units[["torque", "current", "noise_db", "temperature"]]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=19)
    steps = Pipeline([
        ("scale", StandardScaler()),
        ("smote", SMOTE(random_state=19)),
        ("svc", SVC(probability=True, random_state=19)),
    ])
    search = RandomizedSearchCV(steps, SPACE, n_iter=12, scoring="average_precision", cv=5, random_state=19)
    search.fit(X_train, y_train)
    print(search.best_params_)
    print("AP", average_precision_score(y_test, search.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
