"""What of a tree's code is come to: methods by their name, what stands behind a main guard, and all that starts it."""

from __future__ import annotations

from pathlib import Path

from tests.system.systems import system_of

VOICES = """
class Voice:
    def speak(self, text):
        return text


class Loud(Voice):
    def pause(self):
        return None


class Old:
    def speak(self, text):
        return text.lower()
"""


def how(folder: Path, files: dict[str, str]) -> dict[str, str | None]:
    system = system_of(folder, {"Dockerfile": 'FROM python:3.11\nCOPY . .\nCMD ["python", "run.py"]\n', **files})
    return {f"{one.path}:{one.name}": system.reached.how(one) for one in system.routines() if one.function >= 0}


def test_a_method_is_called_by_its_name_only_of_classes_that_are_named(tmp_path: Path) -> None:
    run = "import sys\n\nfrom voices import Loud, Old\n\nVOICES = {'loud': Loud}\n\nVOICES[sys.argv[1]]().speak('a')\n"
    found = how(tmp_path, {"voices.py": VOICES, "run.py": run})
    assert found == {"voices.py:Voice.speak": "run", "voices.py:Loud.pause": None, "voices.py:Old.speak": None}


def test_a_class_that_is_taken_by_a_name_from_outside(tmp_path: Path) -> None:
    run = "import sys\n\nimport voices\n\ngetattr(voices, sys.argv[1], None)().speak('a')\n"
    assert how(tmp_path, {"voices.py": VOICES, "run.py": run})["voices.py:Old.speak"] == "run"
    run = "import voices\n\ngetattr(voices, 'Loud', None)().speak('a')\n"
    assert how(tmp_path, {"voices.py": VOICES, "run.py": run})["voices.py:Old.speak"] is None


def test_a_class_that_is_named_behind_the_call(tmp_path: Path) -> None:
    run = "import sys\n\nfrom voices import Old\n\ndef said(voice):\n    return voice.speak('a')\n\nsaid(Old())\n"
    assert how(tmp_path, {"voices.py": VOICES, "run.py": run})["voices.py:Old.speak"] == "run"


def test_a_class_of_which_a_method_is_come_to_is_there(tmp_path: Path) -> None:
    serve = """
from fastapi import APIRouter

router = APIRouter()


class Answers:
    @router.get("/")
    def answer(self):
        return self.part("a")

    def part(self, text):
        return helper(self)

    def end(self):
        return "."


def helper(answers):
    return answers.end()
"""
    found = how(tmp_path, {"serve.py": serve, "run.py": "import serve\n"})
    assert found["serve.py:Answers.end"] == "run"


def test_what_an_import_does_not_do(tmp_path: Path) -> None:
    doses = """
def grams(text):
    return float(text)


def shown():
    print(grams("1"))


if __name__ == "__main__":
    shown()
"""
    files = {"doses.py": doses, "run.py": "from doses import grams\n\ngrams('2')\n"}
    assert how(tmp_path, files) == {"doses.py:grams": "run", "doses.py:shown": "by hand"}


def test_what_is_started_after_it_was_imported(tmp_path: Path) -> None:
    doses = "def shown():\n    print(1)\n\n\nif __name__ == '__main__':\n    shown()\n"
    started = "services:\n  doses:\n    image: python\n    command: python doses.py\n"
    files = {"doses.py": doses, "run.py": "import doses\n", "docker-compose.yml": started}
    assert how(tmp_path, files) == {"doses.py:shown": "run"}
