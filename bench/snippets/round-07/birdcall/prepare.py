import argparse
from pathlib import Path

import librosa
import pandas as pd

from audio import logmel_stats, variants


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--clips", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()

    rows = []
    for wav in sorted(a.clips.glob("*/*.wav")):
        wave, sr = librosa.load(wav, sr=32000, duration=5.0)
        for kind, w in variants(wave, sr):
            f = logmel_stats(w, sr)
            rows.append({"species": wav.parent.name, **{f"m{i}": v for i, v in enumerate(f)}})
    table = pd.DataFrame(rows)
    table.to_parquet(a.out)
    print(table.groupby("species").size())


if __name__ == "__main__":
    main()
