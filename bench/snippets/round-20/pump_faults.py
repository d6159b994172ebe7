import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split


def spectrum_features(wave, bands=16):
    mag = np.abs(np.fft.rfft(wave - wave.mean()))
    parts = np.array_split(mag, bands)
    return [p.mean() for p in parts] + [wave.std(), np.abs(wave).max()]


def load_dataset(index_path):
    index = pd.read_csv(index_path)
    feats = np.array([spectrum_features(np.load(p)) for p in index["wave_file"]])
    return feats, index["fault_class"].to_numpy()


def prepare(index_path, seed):
    X, y = load_dataset(index_path)
    balanced = RandomOverSampler(random_state=seed)
    X, y = balanced.fit_resample(X, y)
    return {"X": X, "y": y}


def main(seed=21):
    data = prepare("pumps/index.csv", seed)
    X_tr, X_te, y_tr, y_te = train_test_split(
        data["X"], data["y"], test_size=0.25, random_state=seed, stratify=data["y"]
    )
    clf = ExtraTreesClassifier(n_estimators=500, n_jobs=-1, random_state=seed)
    clf.fit(X_tr, y_tr)
    print(classification_report(y_te, clf.predict(X_te), digits=3))


if __name__ == "__main__":
    main()
