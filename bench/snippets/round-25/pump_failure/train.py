import joblib
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import QuantileTransformer
from sklearn.svm import SVC

from signals import columns, read_batch


def main():
    plant_a = read_batch("plant_a_overhauls.csv")
    pipe = Pipeline([
        ("scale", QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)),
        ("svc", SVC(probability=True, random_state=0)),
    ])
    search = GridSearchCV(
        pipe, {"svc__C": [0.3, 1, 3, 10], "svc__gamma": ["scale", 0.03, 0.1]},
        scoring="average_precision", cv=5,
    )
    search.fit(plant_a[columns()], plant_a["failed_90d"])
    print(search.best_params_, round(search.best_score_, 4))
    joblib.dump(search.best_estimator_.named_steps["svc"], "pump_svc.joblib")


if __name__ == "__main__":
    main()
