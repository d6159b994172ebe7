import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

N_REPEATS = 50


def one(X, y, seed):
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, random_state=seed)
    pls = make_pipeline(StandardScaler(), PLSRegression(n_components=8))
    pls.fit(X_tr, y_tr)
    return r2_score(y_te, pls.predict(X_te).ravel())


def main():
    fuel = pd.read_csv("data/diesel_nir.csv")
    y = fuel.pop("cetane").to_numpy()
    X = fuel.to_numpy()
    r2 = np.array([one(X, y, seed) for seed in range(N_REPEATS)])
    print(f"R2 over {N_REPEATS} random splits: {r2.mean():.3f} +/- {r2.std(ddof=1):.3f}")
    print("5th to 95th percentile:", np.percentile(r2, [5, 95]).round(3))
    pd.Series(r2, name="r2").to_csv("r2_repeats.csv", index_label="seed")


if __name__ == "__main__":
    main()
