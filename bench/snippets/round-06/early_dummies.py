import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import LabelEncoder


def load(path):
    students = pd.read_csv(path, sep=";")
    students["absences"] = students["absences"].fillna(0)
    students["guardian"] = students["guardian"].fillna("unknown")
    return students


students = load("data/students.csv")
labels = LabelEncoder()
y = labels.fit_transform(students.pop("outcome"))
X = pd.get_dummies(students, drop_first=True)

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=10)

search = GridSearchCV(
    RandomForestClassifier(random_state=10),
    {"n_estimators": [200, 500], "max_features": ["sqrt", 0.3], "min_samples_leaf": [1, 5]},
    cv=5,
    n_jobs=-1,
)
search.fit(X_train, y_train)
print("cv", round(search.best_score_, 3), search.best_params_)
print(classification_report(y_test, search.predict(X_test), target_names=labels.classes_))
