"""Column treatments shared by the credit-line models."""
import numpy as np

HEAVY_TAILED = ["income", "revolving_balance", "open_to_buy", "n_inquiries"]


def squash(col, low=0.01, high=0.99):
    lo, hi = col.quantile(low), col.quantile(high)
    clipped = col.clip(lo, hi)
    iqr = clipped.quantile(0.75) - clipped.quantile(0.25)
    return (clipped - clipped.median()) / (iqr if iqr > 0 else 1.0)


def utilisation(frame):
    ratio = frame["revolving_balance"] / frame["credit_limit"].replace(0, np.nan)
    return ratio.fillna(0.0).clip(0, 2)
