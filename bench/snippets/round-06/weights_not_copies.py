import numpy as np
import pandas as pd
from sklearn.metrics import balanced_accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight
from tensorflow import keras


def dense(d, k):
    return keras.Sequential(
        [
            keras.Input((d,)),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(k, activation="softmax"),
        ]
    )


cells = pd.read_parquet("data/cytometry.parquet")
y, classes = pd.factorize(cells.pop("cell_type"), sort=True)
X = np.arcsinh(cells.to_numpy() / 5.0).astype("float32")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=32)

weights = compute_class_weight("balanced", classes=np.arange(len(classes)), y=y_train)
print(dict(zip(classes, weights.round(2))))
print("mean sample weight", compute_sample_weight("balanced", y_train).mean())

net = dense(X.shape[1], len(classes))
net.compile("adam", "sparse_categorical_crossentropy")
net.fit(X_train, y_train, epochs=12, batch_size=512, class_weight=dict(enumerate(weights)), verbose=2)
guess = net.predict(X_test).argmax(axis=1)
print("balanced accuracy", balanced_accuracy_score(y_test, guess))
print(confusion_matrix(y_test, guess))
