import numpy as np
from rank_bm25 import BM25Okapi


class WorkedExamples:
    def __init__(self, items):
        self.items = items
        self.search = BM25Okapi([i["question"].lower().split() for i in items])

    def closest(self, question, n):
        if n == 0:
            return []
        scores = self.search.get_scores(question.lower().split())
        return [self.items[i] for i in np.argsort(scores)[::-1][:n]]


def prompt(question, examples):
    blocks = ["Solve the exercise. Finish with 'Answer: <number>'."]
    for example in examples:
        blocks.append(f"Exercise: {example['question']}\n{example['solution']}\nAnswer: {example['answer']}")
    blocks.append(f"Exercise: {question}\n")
    return "\n\n".join(blocks)
