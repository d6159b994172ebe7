import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import average_precision_score, recall_score
from sklearn.model_selection import train_test_split

CATEGORICAL = ["merchant_class", "country", "card_type"]
NUMERIC = ["amount", "hour", "distance_km", "age_days"]


def even_out(frame: pd.DataFrame, label: str, seed: int) -> pd.DataFrame:
    common = frame[frame[label] == 0]
    rare = frame[frame[label] == 1]
    extra = rare.sample(n=len(common), replace=True, random_state=seed)
    return pd.concat([common, extra], ignore_index=True)


def main() -> None:
    payments = pd.read_csv("payments.csv")
    payments[CATEGORICAL] = payments[CATEGORICAL].fillna("unknown").astype(str)
    payments = even_out(payments, "chargeback", seed=1)

    features = payments[CATEGORICAL + NUMERIC]
    X_train, X_test, y_train, y_test = train_test_split(
        features, payments["chargeback"], test_size=0.25, random_state=1
    )
    model = CatBoostClassifier(
        iterations=500,
        depth=6,
        learning_rate=0.06,
        cat_features=CATEGORICAL,
        verbose=False,
    )
    model.fit(X_train, y_train)
    probability = model.predict_proba(X_test)[:, 1]
    print("average precision", average_precision_score(y_test, probability))
    print("recall at 0.5", recall_score(y_test, probability >= 0.5))
    model.save_model("chargeback.cbm")


if __name__ == "__main__":
    main()
