from dataclasses import dataclass

import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import train_test_split


@dataclass(frozen=True)
class Spec:
    file: str = "appeals.csv"
    label: str = "overturned"
    cats: tuple = ("court", "area_of_law", "judge_panel", "appellant_type")
    texts: tuple = ("summary",)
    seed: int = 61


def pools(spec: Spec):
    cases = pd.read_csv(spec.file).drop_duplicates(subset=["docket"]).drop(columns=["docket"])
    for c in (*spec.cats, *spec.texts):
        cases[c] = cases[c].fillna("").astype(str)
    dev, held = train_test_split(cases, test_size=0.2, stratify=cases[spec.label], random_state=spec.seed)
    fit, val = train_test_split(dev, test_size=0.15, stratify=dev[spec.label], random_state=spec.seed)

    def to_pool(part):
        return Pool(
            part.drop(columns=spec.label),
            part[spec.label],
            cat_features=list(spec.cats),
            text_features=list(spec.texts),
        )

    return to_pool(fit), to_pool(val), to_pool(held)


def main(spec=Spec()):
    fit, val, held = pools(spec)
    model = CatBoostClassifier(
        iterations=4000, learning_rate=0.04, depth=6, eval_metric="AUC", random_seed=spec.seed, verbose=200
    )
    model.fit(fit, eval_set=val, early_stopping_rounds=150, use_best_model=True)
    p = model.predict_proba(held)[:, 1]
    print("best iteration", model.get_best_iteration(), "auc", roc_auc_score(held.get_label(), p))
    print(classification_report(held.get_label(), p > 0.5))


if __name__ == "__main__":
    main()
