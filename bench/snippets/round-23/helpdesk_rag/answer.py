from openai import OpenAI

PROMPT = (
    "You answer questions of employees about IT.\n"
    "Use only these notes:\n{notes}\n\nQuestion: {question}\nAnswer in at most three sentences."
)


class Assistant:
    def __init__(self, store, model="gpt-4o-mini"):
        self.store = store
        self.model = model
        self.client = OpenAI()

    def reply(self, question):
        notes = "\n---\n".join(self.store.nearest(question))
        message = PROMPT.format(notes=notes, question=question)
        out = self.client.chat.completions.create(
            model=self.model, temperature=0, messages=[{"role": "user", "content": message}]
        )
        return out.choices[0].message.content
