import sys

from openai import OpenAI
from sklearn.metrics import accuracy_score, f1_score

from letters import key, parts
from prompt import Shots


def label(client, model, text):
    reply = client.chat.completions.create(
        model=model, temperature=0, max_tokens=12, messages=[{"role": "user", "content": text}]
    )
    return reply.choices[0].message.content.strip().lower()


def main(path, model="gpt-4o-mini"):
    data = parts(path)
    for identity in (key, lambda letter: letter["patient"]):
        assert not {identity(x) for x in data["shots"]} & {identity(x) for x in data["dev"] + data["test"]}
    client, shots = OpenAI(), Shots(data["shots"])

    def run(letters, k):
        return [label(client, model, shots.prompt(x["text"], k)) for x in letters]

    dev_truth = [x["specialty"].lower() for x in data["dev"]]
    scores = {k: accuracy_score(dev_truth, run(data["dev"], k)) for k in (2, 5, 10)}
    best = max(scores, key=scores.get)

    truth = [x["specialty"].lower() for x in data["test"]]
    given = run(data["test"], best)
    print(f"shots {best}, accuracy {accuracy_score(truth, given):.3f}, macro F1 {f1_score(truth, given, average='macro'):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
