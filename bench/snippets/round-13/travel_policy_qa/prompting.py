HEADER = (
    "You answer questions about the company travel policy. "
    "Reply with one short sentence and nothing else.\n\n"
)


class FewShotPrompt:
    def __init__(self, examples):
        shots = [f"Question: {e.question}\nAnswer: {e.answer}\n" for e in examples]
        self.prefix = HEADER + "\n".join(shots) + "\n"

    def render(self, question):
        return f"{self.prefix}Question: {question}\nAnswer:"
