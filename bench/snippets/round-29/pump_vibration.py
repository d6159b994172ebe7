"""Seal defects of pumps from one acceptance run per pump."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SPECTRUM = ["rms_x", "rms_y", "rms_z", "kurtosis_z", "band_1x", "band_2x", "band_vane"]
PROCESS = ["flow_m3h", "head_m", "motor_kw", "water_temp"]


def read_runs(path):
    runs = pd.read_csv(path)
    return runs.dropna(subset=["seal_defect"]).drop_duplicates("pump_serial")


def overview(runs, target_png):
    for name in SPECTRUM:
        runs[f"{name}_z"] = (runs[name] - runs[name].mean()) / runs[name].std()
    scored = [c for c in runs.columns if c.endswith("_z") and c not in SPECTRUM]
    fig, axes = plt.subplots(1, len(scored), figsize=(3 * len(scored), 3), sharey=True)
    for ax, name in zip(axes, scored):
        runs.boxplot(column=name, by="seal_defect", ax=ax)
    fig.savefig(target_png, dpi=120)
    plt.close(fig)
    return runs.drop(columns=scored)


def main():
    runs = overview(read_runs("data/acceptance.csv"), "reports/spectrum.png")
    columns = SPECTRUM + PROCESS
    X_train, X_test, y_train, y_test = train_test_split(
        runs[columns], runs["seal_defect"], test_size=0.25, stratify=runs["seal_defect"], random_state=30
    )
    search = GridSearchCV(
        make_pipeline(StandardScaler(), SVC(class_weight="balanced")),
        {"svc__C": [0.3, 1, 3, 10, 30], "svc__gamma": ["scale", 0.01, 0.1]},
        scoring="average_precision",
        cv=5,
    )
    search.fit(X_train, y_train)
    margin = search.decision_function(X_test)
    print("AP   ", round(average_precision_score(y_test, margin), 3))
    print("AUROC", round(roc_auc_score(y_test, margin), 3))


if __name__ == "__main__":
    main()
