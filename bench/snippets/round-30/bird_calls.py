"""Bird call classifier on mel spectrograms; one clip per recording site."""
import argparse
import json
from pathlib import Path

import keras
import tensorflow as tf
from keras import layers

AUTOTUNE = tf.data.AUTOTUNE


def decode(path, label):
    audio, _ = tf.audio.decode_wav(tf.io.read_file(path), desired_channels=1, desired_samples=48000)
    spec = tf.abs(tf.signal.stft(tf.squeeze(audio, -1), frame_length=1024, frame_step=512))
    return tf.math.log(spec[..., tf.newaxis] + 1e-6), label


def clip_sets(index_file, share):
    index = json.loads(Path(index_file).read_text())
    paths = [row["wav"] for row in index]
    species = sorted({row["species"] for row in index})
    labels = [species.index(row["species"]) for row in index]
    clips = tf.data.Dataset.from_tensor_slices((paths, labels)).shuffle(len(paths))
    n_fit = int(share * len(paths))
    fit = clips.take(n_fit).map(decode, AUTOTUNE).batch(32).prefetch(AUTOTUNE)
    held = clips.skip(n_fit).map(decode, AUTOTUNE).batch(32).prefetch(AUTOTUNE)
    return fit, held, species


def call_net(n_species):
    return keras.Sequential([
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(n_species, activation="softmax"),
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--index", default="calls/index.json")
    parser.add_argument("--epochs", type=int, default=20)
    args = parser.parse_args()
    fit, held, species = clip_sets(args.index, 0.8)
    model = call_net(len(species))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(fit, epochs=args.epochs)
    _, accuracy = model.evaluate(held)
    print(f"{len(species)} species, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
