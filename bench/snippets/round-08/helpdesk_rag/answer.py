from openai import OpenAI

from store import collection

client = OpenAI()
PROMPT = "Answer the user from the context.\n\nContext:\n{ctx}\n\nUser: {q}"


def reply(question: str, k: int = 4) -> str:
    hits = collection().query(query_texts=[question], n_results=k)
    ctx = "\n---\n".join(hits["documents"][0])
    out = client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=0,
        messages=[{"role": "user", "content": PROMPT.format(ctx=ctx, q=question)}],
    )
    return out.choices[0].message.content
