"""Answers kept in a file of the user's: the same question is asked once, and answered the same ever after."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from threading import Lock
from typing import Final

from mle_reviewer.judge.case import AnswersError, Model

_FORM: Final = "mle-reviewer/answers/1"


class Kept:
    """A model whose answers are kept, by what was asked of which model."""

    def __init__(self, model: Model, path: Path) -> None:
        self._model = model
        self._path = path
        self._answers = _read(path)
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def answer(self, instructions: str, question: str) -> str:
        """The kept answer, or a new one, which is kept."""
        key = hashlib.sha256(f"{self.name}\0{instructions}\0{question}".encode("utf-8", "replace")).hexdigest()
        if key not in self._answers:
            said = self._model.answer(instructions, question)
            with self._lock:
                self._answers[key] = said
                self._write()
        return self._answers[key]

    def _write(self) -> None:
        record = {"form": _FORM, "answers": dict(sorted(self._answers.items()))}
        aside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            aside.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
            aside.replace(self._path)
        except OSError as error:
            raise AnswersError(f"{self._path}: {error.strerror or error}") from None


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AnswersError(f"{path}: {error.strerror or error}") from None
    except ValueError:
        raise AnswersError(f"{path} is no file of answers (not JSON); name another, or delete it") from None
    if not isinstance(record, dict) or record.get("form") != _FORM or not isinstance(record.get("answers"), dict):
        raise AnswersError(f"{path} is no file of answers ({_FORM}); name another, or delete it")
    return {str(key): str(said) for key, said in record["answers"].items()}
