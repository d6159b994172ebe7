"""Real pulsars among candidates of a radio survey (9 % positives)."""
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.metrics import average_precision_score, classification_report
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


class CandidateModel:
    def __init__(self, seed: int = 0):
        steps = [
            ("scale", StandardScaler()),
            ("pick", SelectKBest(mutual_info_classif)),
            ("more", SMOTE(random_state=seed)),
            ("svc", SVC(kernel="rbf")),
        ]
        grid = {
            "pick__k": [4, 6, 8],
            "more__k_neighbors": [3, 7],
            "svc__C": [1.0, 10.0],
            "svc__gamma": ["scale", 0.1],
        }
        folds = StratifiedKFold(5, shuffle=True, random_state=seed)
        self.search = GridSearchCV(
            Pipeline(steps), grid, scoring="average_precision", cv=folds, n_jobs=2
        )

    def learn(self, x, y):
        self.search.fit(x, y)
        return self

    def report(self, x, y):
        margin = self.search.decision_function(x)
        print("chosen:", self.search.best_params_)
        print("average precision:", round(average_precision_score(y, margin), 4))
        print(classification_report(y, self.search.predict(x), digits=3))


def main():
    table = pd.read_csv("survey/candidates.csv").drop_duplicates()
    x, y = table.drop(columns="pulsar"), table["pulsar"]
    x_learn, x_final, y_learn, y_final = train_test_split(
        x, y, test_size=0.25, stratify=y, random_state=31
    )
    print("positives:", y_learn.mean().round(3), y_final.mean().round(3))
    CandidateModel(seed=31).learn(x_learn, y_learn).report(x_final, y_final)


if __name__ == "__main__":
    main()
