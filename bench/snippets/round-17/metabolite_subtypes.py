from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


class MetaboliteStudy:
    """Plasma metabolite panel, one sample per donor."""

    def __init__(self, path: Path, n_components: int = 20):
        frame = pd.read_csv(path)
        self.labels = frame.pop("subtype").to_numpy()
        frame = frame.drop(columns=["donor"])
        self.intensity = np.log1p(frame.to_numpy(dtype=float))
        self.scaler = StandardScaler()
        self.pca = PCA(n_components=n_components, random_state=0)
        self.components = self._project()

    def _project(self) -> np.ndarray:
        scaled = self.scaler.fit_transform(self.intensity)
        return self.pca.fit_transform(scaled)

    def partition(self, share: float = 0.25):
        return train_test_split(
            self.components,
            self.labels,
            test_size=share,
            stratify=self.labels,
            random_state=11,
        )


def main() -> None:
    study = MetaboliteStudy(Path("data/plasma_panel.csv"))
    X_train, X_test, y_train, y_test = study.partition()
    model = SVC(kernel="rbf", C=3.0, class_weight="balanced")
    model.fit(X_train, y_train)
    score = balanced_accuracy_score(y_test, model.predict(X_test))
    print(f"balanced accuracy {score:.3f}")


if __name__ == "__main__":
    main()
