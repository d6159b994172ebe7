import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split

TARGET = "deal_closed"


def pools(frame, cat, seed):
    rest, test = train_test_split(frame, test_size=0.2, stratify=frame[TARGET], random_state=seed)
    train, valid = train_test_split(rest, test_size=0.2, stratify=rest[TARGET], random_state=seed)
    return {
        name: Pool(part.drop(columns=TARGET), part[TARGET], cat_features=cat)
        for name, part in [("train", train), ("valid", valid), ("test", test)]
    }


def main():
    deals = pd.read_json("data/deals.json")
    cat = deals.select_dtypes("object").columns.tolist()
    deals[cat] = deals[cat].fillna("missing")
    p = pools(deals, cat, seed=29)

    model = CatBoostClassifier(
        iterations=4000, learning_rate=0.03, eval_metric="AUC", early_stopping_rounds=150, random_seed=29
    )
    model.fit(p["train"], eval_set=p["valid"], use_best_model=True, verbose=200)
    print("trees", model.tree_count_)

    y = p["test"].get_label()
    prob = model.predict_proba(p["test"])[:, 1]
    print("AUC", roc_auc_score(y, prob))
    print("accuracy", accuracy_score(y, prob > 0.5))


if __name__ == "__main__":
    main()
