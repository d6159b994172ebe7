"""Accuracy of the queue router on solved tickets."""
import argparse
import random

from openai import OpenAI

from store import ExampleStore, read_tickets

QUEUES = ["billing", "network", "hardware", "accounts", "other"]


def prompt_for(ticket, examples):
    shots = "\n\n".join(
        f"Ticket: {e['subject']}\n{e['body']}\nQueue: {e['queue']}" for e in examples
    )
    return (
        f"Choose one queue of {', '.join(QUEUES)}.\n\n{shots}\n\n"
        f"Ticket: {ticket['subject']}\n{ticket['body']}\nQueue:"
    )


def route(client, model, ticket, store):
    examples = store.nearest(ticket["subject"] + "\n" + ticket["body"])
    answer = client.chat.completions.create(
        model=model, temperature=0, max_tokens=4,
        messages=[{"role": "user", "content": prompt_for(ticket, examples)}],
    )
    return answer.choices[0].message.content.strip().lower()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("tickets")
    ap.add_argument("--model", default="gpt-4o-mini")
    ap.add_argument("--n", type=int, default=300)
    args = ap.parse_args()

    tickets = read_tickets(args.tickets)
    store = ExampleStore()
    store.add(tickets)
    asked = random.Random(5).sample(tickets, args.n)
    client = OpenAI()
    right = sum(route(client, args.model, t, store) == t["queue"] for t in asked)
    print(f"accuracy {right / len(asked):.3f} on {len(asked)} tickets")


if __name__ == "__main__":
    main()
