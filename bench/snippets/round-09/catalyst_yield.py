import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.impute import KNNImputer
from sklearn.model_selection import KFold, cross_validate
from sklearn.preprocessing import RobustScaler


def read_runs(path):
    runs = pd.read_excel(path, sheet_name="runs")
    runs.columns = [c.strip().lower().replace(" ", "_") for c in runs.columns]
    runs = runs[runs["aborted"] != "yes"]
    return runs.set_index("run_id")


def design_matrix(runs):
    factors = ["temp_c", "pressure_bar", "pd_loading", "ligand_eq", "residence_min", "water_ppm"]
    filled = KNNImputer(n_neighbors=4).fit_transform(runs[factors])
    return RobustScaler().fit_transform(filled)


def evaluate(D, y):
    gp = GaussianProcessRegressor(kernel=1.0 * RBF(length_scale=[1.0] * D.shape[1]) + WhiteKernel(), normalize_y=True)
    folds = KFold(n_splits=8, shuffle=True, random_state=12)
    res = cross_validate(gp, D, y, cv=folds, scoring=("r2", "neg_root_mean_squared_error"))
    return pd.DataFrame(res)


if __name__ == "__main__":
    runs = read_runs("hte_plate_04.xlsx")
    D = design_matrix(runs)
    table = evaluate(D, runs["yield_pct"].to_numpy())
    print(table.filter(like="test_").describe().loc[["mean", "std"]])
