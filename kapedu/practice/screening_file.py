"""A patient profile as a clinician writes it: YAML with plain words, and errors that name file, line and field."""

from collections.abc import Collection, Mapping
from typing import Any

import yaml

from kapedu.knowledge.errors import nearest
from kapedu.practice.screening_medicines import takes_none
from kapedu.practice.screening_profile import (
    DRUG_SCREEN,
    DRUGS,
    NUMBERS,
    PREGNANCY,
    Profile,
    ScreeningError,
    check_number,
    described,
    indications,
    questions,
)

_YES, _NO = frozenset({"yes", "true", "y"}), frozenset({"no", "false", "n"})
_UNKNOWN = frozenset({"unknown", "", "?", "~", "null", "not asked"})
_OTHERS, _CLEAR = "others", "clear"
_TEXTS = ("label", "story")
_WORDS: Mapping[str, Collection[str]] = {"pregnancy": PREGNANCY, "drug_screen": DRUG_SCREEN, "drug": DRUGS}
_PLACES = {
    "person": ("age_years", "weight_kg", "height_cm"),
    "today": (
        "systolic_mmhg",
        "diastolic_mmhg",
        "heart_rate_bpm",
        "oxygen_saturation_percent",
        "pregnancy",
        "drug_screen",
    ),
    "history": ("earlier_treatments", "alt_times_normal"),
    "readiness": (),
}
_TOP = (*_TEXTS, "indication", "drug", *_PLACES, "medicines", "benzodiazepine_diazepam_mg")
_LONGEST_SHOWN = 60


def read_profile(text: str, where: str, also: Collection[str] = ()) -> Profile:
    """Read a profile.

    Args:
        text: The YAML text.
        where: What to call it in messages, such as the name of the file.
        also: Further top-level fields to pass over (the expected answers of a vignette).

    Returns:
        The profile; what the file leaves out or calls unknown was not asked.

    Raises:
        ScreeningError: Not YAML, an unknown field, or a value that is not allowed; names file, line, field, value
            and what is allowed.

    Examples:
        >>> read_profile("history: {aneurysm: no, glaucoma: unknown}", "p.yaml").answers["aneurysm"]
        False
    """
    return _File(where, frozenset(also)).read(text)


def template() -> str:
    """A profile to fill in, every question with its words as a comment.

    >>> template().splitlines()[0]
    'label: Patient A'
    """
    lines = [
        "label: Patient A",
        "story:",
        f"indication:   # one of: {', '.join(indications())}",
        f"drug:   # {' or '.join(DRUGS)}",
    ]
    for place, fields in _PLACES.items():
        lines += ["", f"{place}:"]
        for name in fields:
            allowed = _WORDS.get(name)
            lines.append(
                f"  {name}:" + (f"   # one of: {', '.join(allowed)}" if allowed else "   # a number")
            )
        lines += [
            f"  {question.name}:   # {question.ask}? yes, no or unknown"
            for question in questions().values()
            if question.section == place
        ]
        if place in {question.section for question in questions().values()}:
            lines.append("  # others: clear   # all other questions here were asked, and nothing was found")
    lines += [
        "",
        "medicines:   # a list, one a line, or: none",
        "  - ",
        "benzodiazepine_diazepam_mg:   # daily dose as its diazepam equivalent, if one is taken",
    ]
    return "\n".join(lines) + "\n"


class _File:
    def __init__(self, where: str, also: frozenset[str]) -> None:
        self._where, self._also = where, also
        self._numbers: dict[str, float] = {}
        self._words: dict[str, str | None] = {}
        self._answers: dict[str, bool] = {}

    def read(self, text: str) -> Profile:
        root = self._root(text)
        medicines: tuple[str, ...] | None = None
        for name, node in self._fields(root, "the file", (*_TOP, *self._also)):
            if name in self._also:
                continue
            if name in _PLACES:
                self._section(name, node)
            elif name == "medicines":
                medicines = self._medicines(node)
            elif name in NUMBERS:
                self._number(name, name, node)
            else:
                self._word(name, name, node)
        try:
            return Profile(
                label=self._words.get("label") or "Patient",
                story=self._words.get("story") or "",
                indication=self._words.get("indication"),
                drug=self._words.get("drug"),
                numbers=self._numbers,
                pregnancy=self._words.get("pregnancy"),
                drug_screen=self._words.get("drug_screen"),
                medicines=medicines,
                answers=self._answers,
            )
        except ScreeningError as error:
            raise ScreeningError(f"{self._where}: {error}") from None

    def _root(self, text: str) -> Any:
        """The outermost node of the file."""
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
            raise ScreeningError(
                f"{self._where}{line}: not readable as YAML: {error.problem or error}"
            ) from None
        except yaml.YAMLError as error:
            raise ScreeningError(f"{self._where}: not readable as YAML: {error}") from None
        except RecursionError:
            raise ScreeningError(
                f"{self._where}: nested too deeply; a profile has sections and fields"
            ) from None
        if root is None:
            raise ScreeningError(
                f"{self._where}: the file is empty; kapedu screen --template prints one to fill in"
            )
        return root

    def _fail(self, node: Any, path: str, message: str) -> ScreeningError:
        return ScreeningError(f"{self._where}, line {node.start_mark.line + 1}, {path}: {message}")

    def _fields(self, node: Any, path: str, allowed: Collection[str]) -> list[tuple[str, Any]]:
        """The fields of one mapping, each once."""
        if self._empty(node):
            return []
        if not isinstance(node, yaml.MappingNode):
            raise self._fail(node, path, "lines like 'name: value' are needed here")
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name not in allowed:
                told = f"there is no such field here; allowed are {', '.join(allowed)}"
                raise self._fail(key, name, told + nearest(name, allowed, 1))
            if name in found:
                raise self._fail(key, name, "the field is written twice")
            found[name] = value
        return list(found.items())

    def _section(self, place: str, node: Any) -> None:
        asked = [question for question in questions().values() if question.section == place]
        names = [question.name for question in asked]
        allowed = (*_PLACES[place], *names, *((_OTHERS,) if names else ()))
        unknown: set[str] = set()
        clear = False
        for name, value in self._fields(node, place, allowed):
            path = f"{place}.{name}"
            if name == _OTHERS:
                clear = self._others(value, path)
            elif name in NUMBERS:
                self._number(name, path, value)
            elif name in _WORDS:
                self._word(name, path, value)
            else:
                answer = self._answer(value, path)
                if answer is None:
                    unknown.add(name)
                else:
                    self._answers[name] = answer
        if clear:
            for question in asked:
                if question.name not in unknown:
                    self._answers.setdefault(question.name, not question.bad)

    def _others(self, node: Any, path: str) -> bool:
        text = self._scalar(node, path).lower()
        if text != _CLEAR:
            raise self._fail(node, path, f"{_shown(text)} is not known; write clear, or leave the line out")
        return True

    def _answer(self, node: Any, path: str) -> bool | None:
        text = self._scalar(node, path).lower()
        if text in _YES | _NO:
            return text in _YES
        if text in _UNKNOWN:
            return None
        raise self._fail(node, path, f"{_shown(text)} is not an answer; write yes, no or unknown")

    def _number(self, name: str, path: str, node: Any) -> None:
        text = self._scalar(node, path)
        if text.lower() in _UNKNOWN:
            return
        try:
            value = float(text)
        except ValueError:
            raise self._fail(
                node, path, f"{_shown(text)} is not a number; write digits alone, without a unit"
            ) from None
        try:
            check_number(name, value)
        except ScreeningError as error:
            raise self._fail(node, path, str(error).partition(": ")[2]) from None
        self._numbers[name] = value

    def _word(self, name: str, path: str, node: Any) -> None:
        text = self._scalar(node, path)
        if name not in _TEXTS:
            if text.lower() in _UNKNOWN:
                return
            allowed = _WORDS.get(name, tuple(indications()))
            if text not in allowed:
                raise self._fail(
                    node, path, f"{_shown(text)} is not known; write one of {', '.join(allowed)}"
                )
        self._words[name] = text

    def _medicines(self, node: Any) -> tuple[str, ...] | None:
        if self._empty(node):
            return None
        if isinstance(node, yaml.ScalarNode):
            text = self._scalar(node, "medicines")
            if takes_none(text):
                return ()
            if text.lower() in _UNKNOWN:
                return None
            raise self._fail(node, "medicines", "write a list, one medicine a line after a hyphen, or: none")
        if not isinstance(node, yaml.SequenceNode):
            raise self._fail(node, "medicines", "write a list, one medicine a line after a hyphen, or: none")
        written = [self._scalar(entry, "medicines") for entry in node.value]
        if written and not any(written):
            return None
        for entry, text in zip(node.value, written, strict=True):
            if not text:
                raise self._fail(
                    entry, "medicines", "an empty line of the list; write the medicine or take it out"
                )
        return tuple(text for text in written if not takes_none(text))

    def _scalar(self, node: Any, path: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._fail(node, path, "one word or number is needed here, not a list")
        return str(node.value).strip()

    def _empty(self, node: Any) -> bool:
        return isinstance(node, yaml.ScalarNode) and not str(node.value).strip()


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…")


def section_title(name: str) -> str:
    """The heading of a section of the form.

    >>> section_title("today")
    'On the day'
    """
    return described(f"sections.{name}")
