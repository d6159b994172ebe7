import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split


def main():
    table = pd.read_parquet("data/cards_model.parquet")
    y = table.pop("fraud")
    X_train, X_test, y_train, y_test = train_test_split(table, y, test_size=0.2, random_state=1, stratify=y)
    clf = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06)
    clf.fit(X_train, y_train)
    print(classification_report(y_test, clf.predict(X_test), digits=3))


if __name__ == "__main__":
    main()
