import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.impute import SimpleImputer
from sklearn.metrics import r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

INPUTS = ["gamma_ray", "density", "neutron", "sonic", "gr_per_density"]


def main():
    train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
    model = make_pipeline(
        SimpleImputer(strategy="median"),
        StandardScaler(),
        GaussianProcessRegressor(RBF(1.0) + WhiteKernel(0.1), normalize_y=True, random_state=0),
    )
    model.fit(train[INPUTS], train["log_perm"])
    print("R2", r2_score(test["log_perm"], model.predict(test[INPUTS])))


if __name__ == "__main__":
    main()
