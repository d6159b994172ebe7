"""Starting dose of erythropoietin in dialysis, one first prescription per patient."""
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

LABS = ["haemoglobin", "ferritin", "tsat", "crp", "albumin", "pth"]
OTHER = ["age", "weight_kg", "vintage_months"]


class LabFiller:
    """Typical lab values per cause of kidney failure, kept for later patients."""

    def __init__(self, key="cause"):
        self.key = key

    def learn(self, patients):
        self.overall = patients[LABS].median()
        self.by_cause = patients.groupby(self.key)[LABS].median().fillna(self.overall)
        self.mean = patients[LABS + OTHER].fillna(self.overall).mean()
        self.std = patients[LABS + OTHER].fillna(self.overall).std()
        return self

    def matrix(self, patients):
        typical = self.by_cause.reindex(patients[self.key]).set_axis(patients.index).fillna(self.overall)
        filled = patients[LABS].fillna(typical).join(patients[OTHER])
        return (filled - self.mean) / self.std


def first_prescriptions(path):
    table = pd.read_parquet(path)
    assert table["patient"].is_unique
    table = table[table["dose_iu_week"].between(500, 60000)].dropna(subset=OTHER)
    return table.assign(log_dose=np.log(table["dose_iu_week"]))


def choose(fit, tune):
    filler = LabFiller().learn(fit)
    options = {
        "huber": HuberRegressor(max_iter=1000),
        "boost_2": GradientBoostingRegressor(max_depth=2, n_estimators=200, random_state=0),
        "boost_4": GradientBoostingRegressor(max_depth=4, n_estimators=200, random_state=0),
    }
    errors = {}
    for name, model in options.items():
        model.fit(filler.matrix(fit), fit["log_dose"])
        errors[name] = mean_absolute_error(tune["log_dose"], model.predict(filler.matrix(tune)))
    name = min(errors, key=errors.get)
    return filler, options[name], name


def main():
    table = first_prescriptions("first_epo.parquet")
    develop, final = train_test_split(table, test_size=0.2, random_state=61)
    fit, tune = train_test_split(develop, test_size=0.25, random_state=61)
    filler, model, name = choose(fit, tune)
    error = mean_absolute_error(final["log_dose"], model.predict(filler.matrix(final)))
    print(f"{name}: typical factor {np.exp(error):.2f} over {len(final)} patients")


if __name__ == "__main__":
    main()
