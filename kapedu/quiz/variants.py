"""What differs from trainee to trainee, drawn from the answer sheet's seed: figures, and whose body is met."""

import hashlib
from dataclasses import dataclass

from kapedu.quiz.fields import Fields
from kapedu.quiz.formula import names_in

_ROUNDING_DIGITS = 9
_SEED_BYTES = 4
_SEED_LENGTH = 1 << 31


def run_seed(seed: str, item_id: str) -> int:
    """The seed of a trainee's run: the same sheet and item always give the same.

    >>> run_seed("5f", "airway") == run_seed("5f", "airway") != run_seed("60", "airway")
    True
    """
    digest = hashlib.sha256(f"{seed}\n{item_id}\nrun".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:_SEED_BYTES]) % _SEED_LENGTH


@dataclass(frozen=True)
class NumberChoice:
    """One figure: its name in the stem, and the values that it may take."""

    name: str
    values: tuple[float, ...]

    def value(self, seed: str) -> float:
        """The value for a seed; the same seed always gives the same."""
        digest = hashlib.sha256(f"{seed}\n{self.name}".encode()).digest()
        return self.values[int.from_bytes(digest) % len(self.values)]


def read_numbers(fields: Fields, stem: str) -> tuple[NumberChoice, ...]:
    """The figures in an author's field ``numbers``: each ``{from, to, step}`` or ``{one-of: [...]}``.

    Raises:
        QuizError: A figure is not used in the stem or not given, or its values make no sense.
    """
    entries = fields.raw("numbers")
    if not isinstance(entries, dict) or not entries:
        raise fields.fail("numbers", "write figures like {weight: {from: 50, to: 100, step: 5}}")
    used = names_in(stem)
    if used != {str(name) for name in entries}:
        raise fields.fail(
            "numbers",
            f"write the names that stand in curly brackets in the stem: {', '.join(sorted(used)) or 'none'}",
        )
    found = []
    for name, entry in entries.items():
        inner = Fields(entry, f"{fields.where}, field 'numbers', entry '{name}'")
        values = _one_of(inner) if "one-of" in inner else _range(inner)
        inner.finish()
        found.append(NumberChoice(str(name), values))
    return tuple(found)


def _one_of(fields: Fields) -> tuple[float, ...]:
    values = fields.raw("one-of")
    good = isinstance(values, list) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in values
    )
    if not good or len(set(values)) < 2:
        raise fields.fail("one-of", "write a list of at least 2 different numbers")
    return tuple(float(value) for value in values)


def _range(fields: Fields) -> tuple[float, ...]:
    low = fields.number("from", minimum=float("-inf"))
    high = fields.number("to", minimum=low)
    step = fields.number("step", minimum=0.0)
    if step <= 0 or low + step > high or (high - low) / step > 1000:
        raise fields.fail(
            "step", "write a number above 0 that fits between 'from' and 'to' at most 1000 times"
        )
    return tuple(
        round(low + number * step, _ROUNDING_DIGITS) for number in range(int((high - low) / step + 1e-9) + 1)
    )
