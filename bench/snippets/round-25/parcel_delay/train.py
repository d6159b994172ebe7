import joblib
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import RandomizedSearchCV

from depot import partition

SPACE = {
    "max_depth": [None, 8, 16],
    "min_samples_leaf": [1, 2, 5, 10],
    "max_features": ["sqrt", 0.5, 0.8],
}


def main():
    X_train, _, y_train, _ = partition()
    search = RandomizedSearchCV(
        RandomForestClassifier(n_estimators=400, random_state=1, n_jobs=-1),
        SPACE, n_iter=12, cv=4, scoring="roc_auc", random_state=1,
    )
    search.fit(X_train, y_train)
    print("cv AUC", round(search.best_score_, 4), search.best_params_)
    joblib.dump(search.best_estimator_, "late_model.joblib")


if __name__ == "__main__":
    main()
