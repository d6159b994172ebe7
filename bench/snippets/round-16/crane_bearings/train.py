import joblib
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PowerTransformer
from sklearn.svm import SVC

from signals import table

if __name__ == "__main__":
    X = table("inspection_2022.npz")
    y = pd.read_csv("teardown_2022.csv", index_col="bearing_id")["worn"].reindex(X.index)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
    model = Pipeline([("power", PowerTransformer()), ("svc", SVC(probability=True, random_state=0))])
    search = GridSearchCV(model, {"svc__C": [0.3, 1, 3, 10]}, scoring="roc_auc", cv=5).fit(X_train, y_train)
    print("AUC", roc_auc_score(y_test, search.predict_proba(X_test)[:, 1]))
    joblib.dump({"svc": search.best_estimator_.named_steps["svc"], "columns": list(X.columns)}, "worn.joblib")
