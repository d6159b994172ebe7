import joblib
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

from signals import CHANNELS, load_welds


def main() -> None:
    welds = load_welds("welds.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        welds[CHANNELS], welds["porosity"], test_size=0.3, random_state=3, stratify=welds["porosity"]
    )
    model = LogisticRegression(max_iter=2000, class_weight="balanced")
    model.fit(X_train, y_train)
    print(classification_report(y_test, model.predict(X_test), digits=3))
    joblib.dump(model, "porosity.joblib")


if __name__ == "__main__":
    main()
