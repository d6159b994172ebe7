import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error, r2_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.svm import SVR

from columns import mix_table


def main():
    batches = pd.read_csv("data/batches.csv").dropna()
    X = mix_table(batches)
    y = batches["strength_mpa"]

    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=21)
    best, best_score = None, float("-inf")
    for c in (1, 10, 50, 200):
        candidate = SVR(C=c, epsilon=0.5)
        score = cross_val_score(candidate, X_train, y_train, cv=5, scoring="r2").mean()
        if score > best_score:
            best, best_score = candidate, score

    best.fit(X_train, y_train)
    predicted = best.predict(X_test)
    print("r2", round(r2_score(y_test, predicted), 3))
    print("mape", round(mean_absolute_percentage_error(y_test, predicted), 3))


if __name__ == "__main__":
    main()
