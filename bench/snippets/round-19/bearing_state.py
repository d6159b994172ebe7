"""Bearing condition from one summary record per test-rig run."""
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer
from sklearn.svm import SVC


def level(column):
    squash = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
    values = squash.fit_transform(column.to_numpy().reshape(-1, 1))
    return pd.Series(values.ravel(), index=column.index)


def load_bench(path):
    bench = pd.read_csv(path)
    channels = [c for c in bench.columns if c.startswith(("rms_", "kurt_", "crest_"))]
    bench[channels] = bench[channels].apply(level)
    return bench, channels


def main():
    bench, channels = load_bench("rig/bearing_summary.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        bench[channels], bench["condition"], test_size=0.3, random_state=21, stratify=bench["condition"]
    )
    clf = SVC(C=4.0, gamma="scale")
    clf.fit(X_train, y_train)
    print("macro F1: %.3f" % f1_score(y_test, clf.predict(X_test), average="macro"))


main()
