import librosa
import numpy as np

RNG = np.random.default_rng(5)


def variants(wave: np.ndarray, sr: int):
    """The clip itself and four altered versions."""
    yield "orig", wave
    for steps in (-1.5, 1.5):
        yield f"p{steps:+}", librosa.effects.pitch_shift(wave, sr=sr, n_steps=steps)
    yield "slow", librosa.effects.time_stretch(wave, rate=0.9)
    yield "hiss", wave + RNG.normal(0, 0.005, len(wave)).astype(wave.dtype)
