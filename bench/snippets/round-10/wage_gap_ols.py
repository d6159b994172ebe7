import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.outliers_influence import variance_inflation_factor

svy = pd.read_stata("wage_survey_2018.dta", convert_categoricals=False)
svy = svy[svy["hours"].between(20, 60) & (svy["wage"] > 0)].copy()
svy["lwage"] = np.log(svy["wage"])
svy["exp_c"] = svy["experience"] - svy["experience"].mean()
svy["exp_c2"] = svy["exp_c"] ** 2
svy["educ_z"] = (svy["educ"] - svy["educ"].mean()) / svy["educ"].std()

specs = {
    "raw": "lwage ~ female",
    "human capital": "lwage ~ female + educ_z + exp_c + exp_c2",
    "full": "lwage ~ female * union + educ_z + exp_c + exp_c2 + C(industry) + C(region)",
}
fits = {k: smf.ols(f, svy).fit(cov_type="cluster", cov_kwds={"groups": svy["firm"]}) for k, f in specs.items()}

rows = []
for name, res in fits.items():
    lo, hi = res.conf_int().loc["female"]
    rows.append((name, res.params["female"], lo, hi, int(res.nobs)))
print(pd.DataFrame(rows, columns=["spec", "coef", "lo", "hi", "n"]).round(4).to_string(index=False))

D = sm.add_constant(svy[["female", "union", "educ_z", "exp_c", "exp_c2"]])
print({c: round(variance_inflation_factor(D.to_numpy(), i), 2) for i, c in enumerate(D.columns) if c != "const"})
