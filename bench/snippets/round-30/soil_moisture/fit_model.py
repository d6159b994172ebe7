import pandas as pd
from sklearn.linear_model import RidgeCV
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

from transforms import shape_columns

SKEWED = ["rain_mm", "clay_pct", "organic_pct", "ndvi", "slope_deg"]
FEATURES = SKEWED + ["aspect_sin", "aspect_cos"]


def load(path):
    plots = pd.read_parquet(path)
    plots = plots.dropna(subset=FEATURES[:5] + ["aspect_deg", "vwc"])
    plots = plots.drop_duplicates("plot_id")
    return plots.pipe(shape_columns, columns=SKEWED)


def main():
    plots = load("data/plots.parquet")
    X_a, X_b, y_a, y_b = train_test_split(
        plots[FEATURES], plots["vwc"], test_size=0.2, random_state=17
    )
    model = RidgeCV(alphas=[0.1, 1.0, 10.0, 100.0])
    model.fit(X_a, y_a)
    print(f"alpha {model.alpha_}  R2 {r2_score(y_b, model.predict(X_b)):.3f}")


if __name__ == "__main__":
    main()
