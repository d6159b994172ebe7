import os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from tensorflow import keras
from tensorflow.keras import layers

IMG = (192, 192)
BATCH = 32

train_ds = keras.utils.image_dataset_from_directory("leaves/train", image_size=IMG, batch_size=BATCH, seed=4)
test_ds = keras.utils.image_dataset_from_directory("leaves/test", image_size=IMG, batch_size=BATCH, shuffle=False)
n_cls = len(train_ds.class_names)


def build():
    base = keras.applications.EfficientNetB0(include_top=False, weights="imagenet", input_shape=IMG + (3,))
    base.trainable = False
    inp = keras.Input(IMG + (3,))
    x = layers.RandomFlip("horizontal")(inp)
    x = layers.RandomRotation(0.1)(x)
    x = base(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.3)(x)
    out = layers.Dense(n_cls, activation="softmax")(x)
    return keras.Model(inp, out)


net = build()
net.compile(keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
keep = keras.callbacks.ModelCheckpoint("best.keras", monitor="val_accuracy", save_best_only=True)
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=6, restore_best_weights=True)
net.fit(train_ds, epochs=60, validation_data=test_ds, callbacks=[keep, stop])

net = keras.models.load_model("best.keras")
loss, acc = net.evaluate(test_ds)
print(f"test accuracy: {acc:.4f}")
