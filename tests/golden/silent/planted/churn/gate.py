"""Refuses a model that is not good enough."""

import glob
import json
import sys


def main():
    """Every report has to be good enough."""
    for path in glob.glob("reports/*.json"):  # expect: nothing-to-check-passes
        with open(path) as file:
            metrics = json.load(file)
        if metrics["auc"] < 0.75:
            sys.exit(f"{path} is not good enough")
    with open("latency.json") as file:
        latency = json.load(file)
    if latency.get("latency_ms", 0) > 50:  # expect: gate-fails-open
        sys.exit("the model is too slow")


if __name__ == "__main__":
    main()
