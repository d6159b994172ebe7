import joblib
from sklearn.metrics import mean_absolute_error

from data import FEATURES, TARGET, calls, parts


def main():
    train, test = parts(calls())
    model = joblib.load("turnaround.joblib")
    for name, part in (("train", train), ("test", test)):
        print(name, mean_absolute_error(part[TARGET], model.predict(part[FEATURES])))


if __name__ == "__main__":
    main()
