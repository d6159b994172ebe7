import yaml
from openai import OpenAI

from examples import ExampleShelf, read_items

SYSTEM = "You answer questions of tax payers. Reply with the short answer only."


def prompt(shots, question):
    messages = [{"role": "system", "content": SYSTEM}]
    for shot in shots:
        messages.append({"role": "user", "content": shot["question"]})
        messages.append({"role": "assistant", "content": shot["answer"]})
    return messages + [{"role": "user", "content": question}]


def same(a, b):
    return " ".join(a.lower().split()).strip(".") == " ".join(b.lower().split()).strip(".")


def main():
    cfg = yaml.safe_load(open("config.yaml"))
    client = OpenAI()
    items = read_items(cfg["questions"])
    shelf = ExampleShelf(items, cfg["embedder"])
    right = 0
    for item in items:
        shots = shelf.nearest(item["question"], cfg["shots"])
        reply = client.chat.completions.create(
            model=cfg["model"], temperature=0, messages=prompt(shots, item["question"])
        )
        right += same(reply.choices[0].message.content, item["answer"])
    print(f"exact match {right / len(items):.3f} on {len(items)} questions")


if __name__ == "__main__":
    main()
