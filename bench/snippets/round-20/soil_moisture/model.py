import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.metrics import r2_score


def main():
    a, b = pd.read_csv("work/a.csv"), pd.read_csv("work/b.csv")
    bands = [c for c in a.columns if c.startswith("band_")]
    gp = GaussianProcessRegressor(RBF(1.0) + WhiteKernel(0.1), normalize_y=True)
    gp.fit(a[bands], a["moisture"])
    print("R2", r2_score(b["moisture"], gp.predict(b[bands])))


if __name__ == "__main__":
    main()
