import pandas as pd
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer

BANDS = ["b02", "b03", "b04", "b08", "b11", "b12"]


def gaussianise(col: pd.Series) -> pd.Series:
    qt = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
    vals = qt.fit_transform(col.to_numpy().reshape(-1, 1))
    return pd.Series(vals.ravel(), index=col.index, name=col.name)


def indices(df):
    df = df.copy()
    df["ndvi"] = (df.b08 - df.b04) / (df.b08 + df.b04)
    df["ndmi"] = (df.b08 - df.b11) / (df.b08 + df.b11)
    return df


plots = pd.read_csv("plots_2022.csv").dropna(subset=BANDS + ["vwc_pct"])
plots = indices(plots)
cols = BANDS + ["ndvi", "ndmi"]
spectra = plots[cols].apply(gaussianise)

S_fit, S_hold, w_fit, w_hold = train_test_split(spectra, plots["vwc_pct"], test_size=0.3, random_state=5)

reg = RidgeCV(alphas=[0.1, 1, 10, 100])
reg.fit(S_fit, w_fit)
est = reg.predict(S_hold)
print(f"R2={r2_score(w_hold, est):.3f}  MAE={mean_absolute_error(w_hold, est):.2f} %vol")
