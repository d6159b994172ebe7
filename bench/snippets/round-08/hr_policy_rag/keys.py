import hashlib
import re


def key(text: str) -> str:
    flat = re.sub(r"\W+", " ", text.lower()).strip()
    return hashlib.md5(flat.encode()).hexdigest()
