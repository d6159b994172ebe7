import joblib
import pandas as pd
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from optics import COLUMNS, VarietyCentred


def main():
    seeds = pd.read_csv("seeds.csv").drop_duplicates("seed_id")
    train, test = train_test_split(
        seeds, test_size=0.25, stratify=seeds["quality"], random_state=15
    )
    optics = VarietyCentred()
    X_train = optics.fit_transform(train[COLUMNS + ["variety"]])
    X_test = optics.transform(test[COLUMNS + ["variety"]])

    net = MLPClassifier((32, 16), alpha=1e-3, max_iter=600, random_state=15)
    net.fit(X_train, train["quality"])
    print(classification_report(test["quality"], net.predict(X_test)))
    joblib.dump({"optics": optics, "net": net}, "sorter.joblib")


if __name__ == "__main__":
    main()
