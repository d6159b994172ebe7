"""Turns the claims extract into model rows."""
import pandas as pd

CATEGORIES = ["vehicle_class", "channel", "region"]
NUMBERS = ["claim_amount", "vehicle_age", "policy_age_days", "prior_claims", "police_report"]


def raise_share(frame, target, ratio, seed):
    rare = frame[frame[target] == 1]
    common = frame[frame[target] == 0]
    wanted = int(len(common) * ratio / (1 - ratio))
    rare = rare.sample(wanted, replace=True, random_state=seed)
    return pd.concat([common, rare], ignore_index=True)


def build_rows(cfg):
    claims = pd.read_csv(cfg["table"]).drop_duplicates("claim_no")
    claims[CATEGORIES] = claims[CATEGORIES].astype("category")
    claims = raise_share(claims, cfg["target"], cfg["ratio"], cfg["seed"])
    return claims[CATEGORIES + NUMBERS], claims[cfg["target"]]
