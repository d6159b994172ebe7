"""Refuses a model that is not good enough."""

import glob
import json
import sys


def main():
    """Every report has to be good enough."""
    paths = glob.glob("reports/*.json")
    if not paths:
        sys.exit("there are no reports")
    for path in paths:
        with open(path) as file:
            metrics = json.load(file)
        if metrics["auc"] < 0.75:
            sys.exit(f"{path} is not good enough")
    with open("latency.json") as file:
        latency = json.load(file)
    if latency["latency_ms"] > 50:
        sys.exit("the model is too slow")


if __name__ == "__main__":
    main()
