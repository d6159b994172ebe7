import numpy as np
import pandas as pd
from sklearn.linear_model import ElasticNetCV
from sklearn.metrics import median_absolute_error, r2_score
from sklearn.model_selection import train_test_split

N_SITES = 500


def read_cohort(beta_path: str, pheno_path: str):
    beta = pd.read_feather(beta_path).set_index("sample")
    pheno = pd.read_csv(pheno_path).set_index("sample")
    shared = beta.index.intersection(pheno.index)
    return beta.loc[shared], pheno.loc[shared, "age"]


def informative_sites(beta: pd.DataFrame, age: pd.Series, count: int) -> list[str]:
    strength = beta.corrwith(age).abs()
    return strength.nlargest(count).index.tolist()


def run(beta_path: str, pheno_path: str) -> dict[str, float]:
    beta, age = read_cohort(beta_path, pheno_path)
    sites = informative_sites(beta, age, N_SITES)
    panel = beta[sites]
    X_train, X_test, y_train, y_test = train_test_split(
        panel, age, test_size=0.25, random_state=17
    )
    clock = ElasticNetCV(l1_ratio=[0.1, 0.5, 0.9], cv=5, max_iter=20000)
    clock.fit(X_train, y_train)
    predicted = clock.predict(X_test)
    return {
        "mae_years": float(median_absolute_error(y_test, predicted)),
        "r2": float(r2_score(y_test, predicted)),
        "sites_used": int(np.count_nonzero(clock.coef_)),
    }


if __name__ == "__main__":
    for name, value in run("beta.feather", "phenotypes.csv").items():
        print(name, round(value, 3))
