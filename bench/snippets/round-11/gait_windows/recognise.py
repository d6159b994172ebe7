"""Activity recognition for people the model has never seen."""
import yaml
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from windows import subjects, windows


def main():
    with open("config.yaml") as handle:
        cfg = yaml.safe_load(handle)

    def cut(names):
        return windows(cfg["recordings"], names, cfg["window"], cfg["step"])

    people = subjects(cfg["recordings"])
    rest, test_people = train_test_split(people, test_size=cfg["test_share"], random_state=cfg["seed"])
    train_people, valid_people = train_test_split(rest, test_size=cfg["valid_share"], random_state=cfg["seed"])
    X, y = cut(train_people)
    Xv, yv = cut(valid_people)

    def score(c):
        model = make_pipeline(StandardScaler(), SVC(C=c)).fit(X, y)
        return f1_score(yv, model.predict(Xv), average="macro")

    best = max(cfg["candidates"], key=score)
    Xr, yr = cut(rest)
    final = make_pipeline(StandardScaler(), SVC(C=best)).fit(Xr, yr)
    Xt, yt = cut(test_people)
    print("C", best)
    print(classification_report(yt, final.predict(Xt), digits=3))


if __name__ == "__main__":
    main()
