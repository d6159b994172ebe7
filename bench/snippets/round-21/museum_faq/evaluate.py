"""Share of visitor mails that are answered correctly, judged against the staff's answer."""
from pathlib import Path

from openai import OpenAI

from index import MailIndex, key, read

DATA = Path("data")
DEPTHS = (2, 4, 8)
RULE = "Answer the visitor with the help of these mails. If they do not help, say so."


def complete(client, prompt, model="gpt-4o-mini"):
    reply = client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": prompt}], temperature=0
    )
    return reply.choices[0].message.content or ""


def answer(client, index, question, depth):
    context = "\n---\n".join(f"{m['question']}\n{m['answer']}" for m in index.search(question, depth))
    return complete(client, f"{RULE}\n\n{context}\n\nVisitor: {question}\nAnswer:")


def agrees(client, item, reply):
    prompt = (
        f"Question: {item['question']}\nReference: {item['answer']}\nReply: {reply}\n"
        "Does the reply say the same as the reference? Answer yes or no."
    )
    return complete(client, prompt, model="gpt-4o").strip().lower().startswith("yes")


def share(client, index, items, depth):
    good = [agrees(client, i, answer(client, index, i["question"], depth)) for i in items]
    return sum(good) / len(good)


def main():
    tuning, final = read(DATA / "tuning.jsonl"), read(DATA / "final.jsonl")
    taken = {key(i["question"]) for i in final} | {i["thread_id"] for i in final}
    tuning = [i for i in tuning if key(i["question"]) not in taken and i["thread_id"] not in taken]

    index = MailIndex.without(read(DATA / "mails.jsonl"), tuning + final)
    assert not {m["thread_id"] for m in index.mails} & {i["thread_id"] for i in tuning + final}

    client = OpenAI()
    by_depth = {depth: share(client, index, tuning, depth) for depth in DEPTHS}
    depth = max(by_depth, key=by_depth.get)
    print(f"depth {depth}: tuning {by_depth[depth]:.3f}")
    print(f"final {share(client, index, final, depth):.3f} on {len(final)} mails")


if __name__ == "__main__":
    main()
