"""Reads what the shops export."""

import glob
import logging

import pandas as pd


def sessions(folder):
    """All sessions of a day, one file for each shop."""
    frames, broken = [], []
    paths = sorted(glob.glob(f"{folder}/sessions-*.csv"))
    for path in paths:
        try:
            frame = pd.read_csv(path, parse_dates=["begin"])
            frames.append(frame[["customer", "begin", "pages"]])
        except pd.errors.ParserError:
            logging.exception("cannot read %s", path)
            broken.append(path)
    if len(broken) > 0.05 * len(paths):
        raise ValueError(f"{len(broken)} of {len(paths)} shops cannot be read")
    return pd.concat(frames)


def tickets(path):
    """Tickets of the support."""
    return pd.read_csv(path, sep=";", on_bad_lines="error")


def refunds(path):
    """Refunds, which a partner sends."""
    return pd.read_csv(path)
