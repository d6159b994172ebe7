import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split

LABS = ["albumin", "crp", "creatinine", "haemoglobin"]


def load():
    adm = pd.read_csv("admissions_first_stay.csv")
    # one stay per person in this extract, checked by the data office
    assert adm["person_key"].is_unique
    return adm.drop(columns="person_key")


def tidy(adm):
    adm = adm.copy()
    adm["emergency"] = (adm["admission_route"] == "ED").astype(int)
    for lab in LABS:
        adm[lab + "_missing"] = adm[lab].isna().astype(int)
        adm[lab] = adm[lab].fillna(adm.groupby("ward")[lab].transform("median"))
        adm[lab] = adm[lab].fillna(adm[lab].median())
    return adm


def run():
    adm = tidy(load())
    feats = LABS + [l + "_missing" for l in LABS] + ["age", "emergency", "n_comorbid"]
    tr, te = train_test_split(adm, test_size=0.25, random_state=2024)

    models = {
        "ridge": Ridge(alpha=1.0),
        "hgb": HistGradientBoostingRegressor(max_iter=250, random_state=0),
    }
    for label, mdl in models.items():
        mdl.fit(tr[feats], tr["los_days"])
        p = mdl.predict(te[feats])
        print(label, round(mean_absolute_error(te["los_days"], p), 2),
              round(r2_score(te["los_days"], p), 3))


if __name__ == "__main__":
    run()
