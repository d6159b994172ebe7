"""A model behind an OpenAI-compatible interface: the one door of this package to a network, opened only on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.judge.case import UnansweredError
from mle_reviewer.judge.question import SCHEMA

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types.chat import ChatCompletionMessageParam

    Messages = list[ChatCompletionMessageParam]

_SECONDS: Final = 900.0
_ASIDE: Final = "the extra `judge` is not installed: pip install 'mle-reviewer[judge]'"


class Served:
    """A model on a server, whose address and key come from the user's environment (OPENAI_BASE_URL, OPENAI_API_KEY).

    They come from nowhere else: a repository that could name the one would be sent the other.
    """

    def __init__(self, name: str, seconds: float = _SECONDS) -> None:
        self.name = name
        self._seconds = seconds
        self._client: OpenAI | None = None

    def answer(self, instructions: str, question: str) -> str:
        """What the model says; asked for a JSON object in our form, or in words where its server knows no forms."""
        import openai

        messages: Messages = [{"role": "system", "content": instructions}, {"role": "user", "content": question}]
        form = {"type": "json_schema", "json_schema": {"name": "verdicts", "strict": True, "schema": SCHEMA}}
        try:
            try:
                return self._said(messages, {"temperature": 0, "response_format": form})
            except openai.BadRequestError:
                return self._said(messages, {})
        except openai.OpenAIError as error:
            raise UnansweredError(_why(error)) from None

    def _said(self, messages: Messages, options: Mapping[str, Any]) -> str:
        from openai import OpenAI

        if self._client is None:
            self._client = OpenAI(timeout=self._seconds)
        reply = self._client.chat.completions.create(model=self.name, messages=messages, **options)
        said = reply.choices[0].message.content if reply.choices else None
        if not said:
            raise UnansweredError("the server sent an empty answer")
        return str(said)


def missing() -> str:
    """What keeps a model from being asked, in one clause; "" where nothing does."""
    from importlib.util import find_spec

    return "" if find_spec("openai") is not None else _ASIDE


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
