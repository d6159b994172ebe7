"""How often does the model sort a letter like the clerks did?"""
import random

import faiss
from openai import OpenAI

from index import encode, read_letters

MODEL = "gpt-4o-mini"
SHOTS = 6
DESKS = ["motor", "household", "liability", "legal", "travel"]
client = OpenAI()


def prompt(letter, neighbours):
    lines = ["Assign the letter to one desk: " + ", ".join(DESKS), ""]
    for other in neighbours:
        lines += [f"Letter: {other['text']}", f"Desk: {other['desk']}", ""]
    lines += [f"Letter: {letter['text']}", "Desk:"]
    return "\n".join(lines)


def ask(text):
    reply = client.chat.completions.create(
        model=MODEL, temperature=0, messages=[{"role": "user", "content": text}]
    )
    return reply.choices[0].message.content.strip().lower()


def main():
    letters = read_letters()
    index = faiss.read_index("letters.faiss")
    sample = random.Random(19).sample(letters, 400)
    _, nearest = index.search(encode([letter["text"] for letter in sample]), SHOTS)

    right = 0
    for letter, rows in zip(sample, nearest):
        neighbours = [letters[i] for i in rows]
        right += ask(prompt(letter, neighbours)) == letter["desk"]
    print(f"agreement with clerks {right / len(sample):.3f} on {len(sample)} letters")


if __name__ == "__main__":
    main()
