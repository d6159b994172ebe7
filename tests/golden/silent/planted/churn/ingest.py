"""Reads what the shops export."""

import glob

import pandas as pd


def sessions(folder):
    """All sessions of a day, one file for each shop."""
    frames = []
    for path in sorted(glob.glob(f"{folder}/sessions-*.csv")):
        try:  # expect: failed-rows-left-out
            frame = pd.read_csv(path, parse_dates=["begin"])
            frames.append(frame[["customer", "begin", "pages"]])
        except Exception:
            continue
    return pd.concat(frames)


def tickets(path):
    """Tickets of the support."""
    return pd.read_csv(path, sep=";", on_bad_lines="skip")  # expect: bad-rows-skipped


def refunds(path):
    """Refunds, which a partner sends."""
    try:  # expect: empty-for-failed-load
        return pd.read_csv(path)
    except FileNotFoundError:
        return pd.DataFrame(columns=["customer", "refund"])
