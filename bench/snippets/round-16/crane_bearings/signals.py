import numpy as np
import pandas as pd

BANDS = [(0, 200), (200, 1000), (1000, 3000), (3000, 8000)]


def spectrum_features(wave, rate):
    power = np.abs(np.fft.rfft(wave)) ** 2
    freq = np.fft.rfftfreq(len(wave), 1.0 / rate)
    out = {f"band_{low}_{high}": power[(freq >= low) & (freq < high)].sum() for low, high in BANDS}
    out["rms"] = float(np.sqrt(np.mean(wave**2)))
    out["crest"] = float(np.abs(wave).max() / (out["rms"] + 1e-12))
    return out


def table(archive):
    """One vibration snapshot per bearing."""
    data = np.load(archive)
    rows = [spectrum_features(wave, float(data["rate"])) for wave in data["waves"]]
    return pd.DataFrame(rows, index=data["bearing_id"])
