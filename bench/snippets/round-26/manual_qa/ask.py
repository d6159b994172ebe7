from openai import OpenAI

SYSTEM = "You answer questions about the service manual of a lathe. Give a short answer."
client = OpenAI()


def answer(model, shots, question):
    messages = [{"role": "system", "content": SYSTEM}]
    for shot in shots:
        messages += [
            {"role": "user", "content": shot["question"]},
            {"role": "assistant", "content": shot["answer"]},
        ]
    messages.append({"role": "user", "content": question})
    reply = client.chat.completions.create(model=model, messages=messages, temperature=0)
    return reply.choices[0].message.content


def accuracy(model, shots, items):
    norm = lambda s: " ".join(s.lower().split()).rstrip(".")
    right = [norm(answer(model, shots, i["question"])) == norm(i["answer"]) for i in items]
    return sum(right) / len(right)
