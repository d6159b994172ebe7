import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import StratifiedKFold
from tensorflow.keras import layers, regularizers

tf.keras.utils.set_random_seed(2)


def mlp(n_in, l2=1e-4):
    net = tf.keras.Sequential([
        layers.Input((n_in,)),
        layers.BatchNormalization(),
        layers.Dense(64, activation="relu", kernel_regularizer=regularizers.l2(l2)),
        layers.Dropout(0.3),
        layers.Dense(1, activation="sigmoid"),
    ])
    net.compile("adam", "binary_crossentropy", metrics=[tf.keras.metrics.AUC(name="auc")])
    return net


cells = pd.read_csv("cell_measurements.csv")
y = (cells.pop("diagnosis") == "M").to_numpy("float32")
X = cells.to_numpy("float32")

model = mlp(X.shape[1])
aucs = []
for fold, (fit_ix, val_ix) in enumerate(StratifiedKFold(5, shuffle=True, random_state=2).split(X, y)):
    model.fit(X[fit_ix], y[fit_ix], epochs=30, batch_size=32, verbose=0)
    _, auc = model.evaluate(X[val_ix], y[val_ix], verbose=0)
    print(f"fold {fold}: {auc:.4f}")
    aucs.append(auc)

print("AUC", np.mean(aucs).round(4), "+/-", np.std(aucs).round(4))
