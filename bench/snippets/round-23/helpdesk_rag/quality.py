import random
import re
from collections import Counter

from answer import Assistant
from store import RESOLVED, PassageStore, read_jsonl


def tokens(text):
    return re.findall(r"\w+", text.lower())


def overlap_f1(reply, reference):
    a, b = Counter(tokens(reply)), Counter(tokens(reference))
    common = sum((a & b).values())
    if not common:
        return 0.0
    precision, recall = common / sum(a.values()), common / sum(b.values())
    return 2 * precision * recall / (precision + recall)


def main():
    store = PassageStore()
    store.add_manuals("data/manuals")
    store.add_tickets()
    assistant = Assistant(store.build())

    asked = random.Random(0).sample(read_jsonl(RESOLVED), 250)
    scores = [overlap_f1(assistant.reply(t["question"]), t["resolution"]) for t in asked]
    print(f"{len(scores)} questions, mean F1 {sum(scores) / len(scores):.3f}")


if __name__ == "__main__":
    main()
