import pandas as pd
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.svm import SVC

from columns import MEASURED, tidy


def load(path="traits_species_means.csv"):
    species = pd.read_csv(path)
    species = species.dropna(subset=MEASURED + ["growth_form"])
    return species.drop_duplicates("species").reset_index(drop=True)


def run():
    species = load().pipe(tidy)
    x = species[MEASURED].to_numpy()
    y = species["growth_form"].to_numpy()

    splitter = StratifiedShuffleSplit(n_splits=1, test_size=0.3, random_state=5)
    fit_idx, eval_idx = next(splitter.split(x, y))

    model = SVC(C=4.0, gamma="scale", class_weight="balanced")
    model.fit(x[fit_idx], y[fit_idx])

    guess = model.predict(x[eval_idx])
    print(classification_report(y[eval_idx], guess))
    print("balanced accuracy", balanced_accuracy_score(y[eval_idx], guess))


if __name__ == "__main__":
    run()
