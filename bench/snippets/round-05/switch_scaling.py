import numpy as np
from sklearn.datasets import fetch_openml
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

SCALE_AT_LOAD = False
N_NEIGHBORS = 7


def get_parts():
    X, y = fetch_openml("phoneme", version=1, return_X_y=True, as_frame=False)
    if SCALE_AT_LOAD:
        X = StandardScaler().fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=66)
    if not SCALE_AT_LOAD:
        scaler = StandardScaler().fit(X_train)
        X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
    return X_train, X_test, y_train, y_test


def main():
    X_train, X_test, y_train, y_test = get_parts()
    knn = KNeighborsClassifier(N_NEIGHBORS, weights="distance")
    knn.fit(X_train, y_train)
    print("n", np.shape(X_train), np.shape(X_test))
    print("accuracy", accuracy_score(y_test, knn.predict(X_test)))


if __name__ == "__main__":
    main()
