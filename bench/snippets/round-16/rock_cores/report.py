import argparse

import joblib
from sklearn.metrics import classification_report, cohen_kappa_score

from dataset import partition


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="facies.joblib")
    args = parser.parse_args()

    _, X_test, _, y_test = partition()
    model = joblib.load(args.model)
    predicted = model.predict(X_test)
    print(classification_report(y_test, predicted, digits=3))
    print("kappa", round(cohen_kappa_score(y_test, predicted), 3))


if __name__ == "__main__":
    main()
