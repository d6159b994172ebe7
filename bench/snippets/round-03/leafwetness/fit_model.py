import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split


def main():
    plots = pd.read_csv("processed.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        plots.drop(columns="blight"), plots["blight"], test_size=0.25, random_state=3
    )
    rf = RandomForestClassifier(n_estimators=300, random_state=3).fit(X_train, y_train)
    print(balanced_accuracy_score(y_test, rf.predict(X_test)))


if __name__ == "__main__":
    main()
