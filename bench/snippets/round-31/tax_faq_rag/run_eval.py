from openai import OpenAI
from rank_bm25 import BM25Okapi

from pool import example_pool, key, read_jsonl

client = OpenAI()
TEMPLATES = {
    "plain": "Answer yes, no or unclear.\n\n{shots}\n\nQ: {question}\nA:",
    "role": "You are a tax clerk. Reply only yes, no or unclear.\n\n{shots}\n\nQ: {question}\nA:",
}


class Shots:
    def __init__(self, pool):
        self.pool = pool
        self.bm25 = BM25Okapi([key(p["question"]).split() for p in pool])

    def text(self, question, n=5):
        best = self.bm25.get_top_n(key(question).split(), self.pool, n=n)
        return "\n\n".join(f"Q: {b['question']}\nA: {b['verdict']}" for b in best)


def answer(template, shots, question):
    content = template.format(shots=shots.text(question), question=question)
    reply = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0, messages=[{"role": "user", "content": content}]
    )
    return reply.choices[0].message.content.strip().lower()


def accuracy(template, shots, items):
    return sum(answer(template, shots, i["question"]) == i["verdict"] for i in items) / len(items)


def main():
    dev = read_jsonl("data/dev_questions.jsonl")
    final = read_jsonl("data/final_questions.jsonl")
    final_keys = {key(i["question"]) for i in final}
    final_threads = {i["thread_id"] for i in final}
    dev = [d for d in dev if key(d["question"]) not in final_keys and d["thread_id"] not in final_threads]
    shots = Shots(example_pool("data/answered.jsonl", dev, final))
    dev_scores = {name: accuracy(t, shots, dev) for name, t in TEMPLATES.items()}
    name = max(dev_scores, key=dev_scores.get)
    print(name, "final accuracy", accuracy(TEMPLATES[name], shots, final))


if __name__ == "__main__":
    main()
