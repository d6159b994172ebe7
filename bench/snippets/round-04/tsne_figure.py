from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler


def overview(frame, labels, path):
    xy = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(frame))
    fig, ax = plt.subplots(figsize=(5, 4))
    for name in sorted(labels.unique()):
        ax.scatter(*xy[labels == name].T, s=4, label=name)
    ax.legend(frameon=False)
    fig.savefig(path, dpi=150)
    plt.close(fig)


def main(out=Path("figures")):
    out.mkdir(exist_ok=True)
    grains = pd.read_csv("data/grains.csv")
    labels = grains.pop("variety")
    overview(grains, labels, out / "overview.png")

    g_train, g_test, l_train, l_test = train_test_split(
        grains, labels, test_size=0.3, stratify=labels, random_state=61
    )
    net = Pipeline(
        [("scale", StandardScaler()), ("mlp", MLPClassifier((32, 16), max_iter=800, random_state=61))]
    )
    net.fit(g_train, l_train)
    overview(g_test, l_test, out / "test.png")
    print("balanced accuracy", balanced_accuracy_score(l_test, net.predict(g_test)))


if __name__ == "__main__":
    main()
