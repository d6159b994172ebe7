"""Prompt for the triage assistant."""

QUEUES = ["billing", "login", "delivery", "returns", "outage", "other"]

HEADER = (
    "You route customer messages to one queue. Queues: {queues}.\n"
    "Answer with the queue name only.\n\n"
)
SHOT = "Message: {message}\nQueue: {queue}\n\n"
ASK = "Message: {message}\nQueue:"


def render(shots, message):
    head = HEADER.format(queues=", ".join(QUEUES))
    body = "".join(SHOT.format(message=s["message"], queue=s["queue"]) for s in shots)
    return head + body + ASK.format(message=message)
