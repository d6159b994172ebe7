import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def stage_figure(expression: np.ndarray, stage: pd.Series, target: str) -> None:
    flat = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(expression))
    fig, ax = plt.subplots(figsize=(6, 5))
    for name in stage.unique():
        chosen = (stage == name).to_numpy()
        ax.scatter(flat[chosen, 0], flat[chosen, 1], s=8, label=name)
    ax.legend(title="stage")
    fig.savefig(target, dpi=150)
    plt.close(fig)


def main() -> None:
    samples = pd.read_parquet("tumours.parquet").drop_duplicates("patient")
    genes = [c for c in samples.columns if c.startswith("ENSG")]
    expression = np.log2(samples[genes].to_numpy() + 1)
    stage_figure(expression, samples["stage"], "stages.png")

    X_train, X_test, y_train, y_test = train_test_split(
        expression, samples["histology"], test_size=0.25, stratify=samples["histology"], random_state=60
    )
    model = make_pipeline(
        StandardScaler(), SelectKBest(f_classif, k=200), LogisticRegression(C=0.05, max_iter=5000)
    )
    inner = cross_val_score(model, X_train, y_train, cv=5, scoring="balanced_accuracy")
    print(f"inner {inner.mean():.3f} +/- {inner.std():.3f}")
    model.fit(X_train, y_train)
    print(f"outer {balanced_accuracy_score(y_test, model.predict(X_test)):.3f}")


if __name__ == "__main__":
    main()
