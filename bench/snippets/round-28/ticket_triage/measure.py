"""Accuracy of the triage prompt for several numbers of shots."""
import argparse
import json
import random
from collections import defaultdict

import requests

from prompts import QUEUES, render


def load(path):
    with open(path) as handle:
        return [json.loads(line) for line in handle]


def pick_shots(records, per_queue, seed=0):
    by_queue = defaultdict(list)
    for record in records:
        by_queue[record["queue"]].append(record)
    rng = random.Random(seed)
    shots = []
    for queue in QUEUES:
        shots += rng.sample(by_queue[queue], per_queue)
    rng.shuffle(shots)
    return shots


def complete(url, prompt):
    reply = requests.post(url, json={"prompt": prompt, "temperature": 0, "max_tokens": 4}, timeout=60)
    reply.raise_for_status()
    return reply.json()["text"].strip().lower()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--labelled", default="labelled_tickets.jsonl")
    parser.add_argument("--url", default="http://localhost:8080/completion")
    parser.add_argument("--per-queue", type=int, default=5)
    args = parser.parse_args()

    tickets = load(args.labelled)
    shots = pick_shots(tickets, args.per_queue)
    right = 0
    for ticket in tickets:
        answer = complete(args.url, render(shots, ticket["message"]))
        right += answer == ticket["queue"]
    print(f"{args.per_queue} shots a queue: accuracy {right / len(tickets):.3f} on {len(tickets)} tickets")


if __name__ == "__main__":
    main()
