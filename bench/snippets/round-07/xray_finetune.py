import os

import tensorflow as tf
from tensorflow import keras

IMG = (224, 224)
ROOT = os.environ.get("CXR_ROOT", "data/cxr")

train_ds = keras.utils.image_dataset_from_directory(
    os.path.join(ROOT, "train"), image_size=IMG, batch_size=32, label_mode="binary", seed=4
)
test_ds = keras.utils.image_dataset_from_directory(
    os.path.join(ROOT, "test"), image_size=IMG, batch_size=32, label_mode="binary", shuffle=False
)

base = keras.applications.DenseNet121(include_top=False, weights="imagenet", pooling="avg")
base.trainable = False

inp = keras.Input(shape=IMG + (3,))
h = keras.applications.densenet.preprocess_input(inp)
h = base(h, training=False)
h = keras.layers.Dropout(0.3)(h)
out = keras.layers.Dense(1, activation="sigmoid")(h)
net = keras.Model(inp, out)
net.compile(
    optimizer=keras.optimizers.Adam(1e-3),
    loss="binary_crossentropy",
    metrics=[keras.metrics.AUC(name="auc")],
)

cbs = [
    keras.callbacks.ModelCheckpoint("best.keras", monitor="val_auc", mode="max", save_best_only=True),
    keras.callbacks.EarlyStopping(monitor="val_auc", mode="max", patience=4),
]
net.fit(
    train_ds.prefetch(tf.data.AUTOTUNE),
    epochs=40,
    validation_data=test_ds.prefetch(tf.data.AUTOTUNE),
    callbacks=cbs,
)

net = keras.models.load_model("best.keras")
loss, auc = net.evaluate(test_ds)
print("pneumonia AUC: %.4f" % auc)
