"""The small language of rules: ``sbp_mmhg > 180 and not done("recheck")``.

Numbers, texts in quotes, the names of the state, ``and or not``, ``< <= > >= == !=`` (also chained), ``+ - *`` and
two functions: ``done("key")``, whether something was done or happened, and ``minutes_since("key")``, how long ago
(endless where it never was). An own tokenizer and parser make closures; nothing is ever handed to Python to run.
Kinds are checked while reading, so that a rule that can be read cannot fail later.

    or     := and ("or" and)*
    and    := not ("and" not)*
    not    := "not" not | chain
    chain  := sum (("<" | "<=" | ">" | ">=" | "==" | "!=") sum)*
    sum    := product (("+" | "-") product)*
    product := unary ("*" unary)*
    unary  := "-" unary | number | text | name | call | "(" or ")"
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol

from kapedu.cases.errors import CaseError, nearest

LONGEST_TEXT = 400
_DEEPEST_LENGTH = 24
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z_][a-z0-9_]*)"
    r"|\"(?P<text>[^\"]*)\"|'(?P<text2>[^']*)'|(?P<sign><=|>=|==|!=|[-+*<>(),]))"
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_WORDS = {"and", "or", "not", "true", "false"}
NUMBER, FLAG, TEXT = "number", "yes or no", "text"


class Scope(Protocol):
    """What a rule looks at."""

    def value(self, name: str) -> float | bool | str: ...

    def minutes_since(self, key: str) -> float: ...

    def has_done(self, key: str) -> bool: ...


@dataclass(frozen=True)
class Name:
    """A name that rules may use: its kind, what a text can be, and between what a number stays."""

    kind: str
    words: tuple[str, ...] = ()
    low: float = -inf
    high: float = inf


Run = Callable[[Scope], Any]
Token = tuple[str, str, int]


@dataclass(frozen=True)
class Expression:
    """A rule that was read.

    Attributes:
        text: As the author wrote it.
        names: Names of the state that it uses.
        keys: What it asks ``done`` and ``minutes_since`` about.
        gates: The parts joined by ``and`` that time alone cannot change: while one is false, the rule is false.
    """

    text: str
    names: frozenset[str]
    keys: frozenset[str]
    run: Run
    gates: tuple[Run, ...] = ()

    def holds(self, scope: Scope) -> bool:
        """Whether the rule is true of a state."""
        return bool(self.run(scope))

    def may_hold(self, scope: Scope) -> bool:
        """False where the rule stays false until something is done or happens."""
        return all(gate(scope) for gate in self.gates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def read_expression(text: str, names: Mapping[str, Name], where: str) -> Expression:
    """Read a rule.

    Args:
        text: The rule.
        names: The names of the state.
        where: Its place, for messages.

    Raises:
        CaseError: The rule cannot be read or makes no sense; says where in it, and what is allowed.

    Examples:
        >>> rule = read_expression("2 < fear <= 9 and not (fear == 5)", {"fear": Name(NUMBER)}, "here")
        >>> sorted(rule.names)
        ['fear']
    """
    if len(text) > LONGEST_TEXT:
        raise CaseError(f"{where}: the rule is longer than {LONGEST_TEXT} characters; split it")
    reader = _Reader(text, names, where)
    kind, run = reader.either()
    reader.expect_end()
    if kind != FLAG:
        raise CaseError(f"{where}: {text!r} is a {kind}; a rule is something that is true or not")
    return Expression(text, frozenset(reader.names), frozenset(reader.keys), run, reader.gates)


class _Reader:
    def __init__(self, text: str, known: Mapping[str, Name], where: str) -> None:
        self.text, self.known, self.where = text, known, where
        self.names: set[str] = set()
        self.keys: set[str] = set()
        self.gates: tuple[Run, ...] = ()
        self.depth = 0
        self.tokens = self._tokens()
        self.place = 0

    def _tokens(self) -> list[Token]:
        tokens, start = [], 0
        while self.text[start:].strip():
            found = _TOKEN.match(self.text, start)
            if found is None:
                place = start + len(self.text[start:]) - len(self.text[start:].lstrip())
                hint = "; write == or >=" if self.text[place] == "=" else ""
                raise self.wrong(f"{self.text[place]!r} has no meaning in a rule{hint}", place)
            group = str(found.lastgroup)
            value = found[group]
            kind = "word" if group == "name" and value in _WORDS else group.rstrip("2")
            tokens.append((kind, value, found.start(group)))
            start = found.end()
        return tokens

    def wrong(self, reason: str, place: int | None = None) -> CaseError:
        at = self._at() if place is None else place
        return CaseError(f"{self.where}: in {self.text!r}, character {at + 1}: {reason}")

    def _at(self) -> int:
        return self.tokens[self.place][2] if self.place < len(self.tokens) else len(self.text)

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place][:2] if self.place < len(self.tokens) else ("end", "")

    def take(self, *values: str) -> str | None:
        kind, value = self.peek()
        if kind in {"sign", "word"} and value in values:
            self.place += 1
            return value
        return None

    def need(self, value: str) -> None:
        if self.take(value) is None:
            raise self.wrong(f"{value!r} is expected here")

    def expect_end(self) -> None:
        if self.place < len(self.tokens):
            raise self.wrong(f"{self.peek()[1]!r} is not expected here")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST_LENGTH:
            raise self.wrong("too many brackets or 'not' inside each other")

    def either(self) -> tuple[str, Run]:
        return self._joined("or", self.both, any)

    def both(self) -> tuple[str, Run]:
        gates: list[Run] = []
        start = self.place

        def part() -> tuple[str, Run]:
            begin = self.place
            kind, run = self.negated()
            if kind == FLAG and not any(self._moves(*token) for token in self.tokens[begin : self.place]):
                gates.append(run)
            return kind, run

        found = self._joined("and", part, all)
        if start == 0 and self.place == len(self.tokens):
            self.gates = tuple(gates)
        return found

    def _moves(self, kind: str, value: str, _at: int) -> bool:
        """Whether what a token stands for can change while nothing happens: numbers drift, and time passes."""
        if kind != "name" or value == "done":
            return False
        return value not in self.known or value == "infusing" or self.known[value].kind == NUMBER

    def _joined(
        self, word: str, part: Callable[[], tuple[str, Run]], combine: Callable[[Any], bool]
    ) -> tuple[str, Run]:
        place = self._at()
        kind, first = part()
        runs = [first]
        while self.take(word):
            if kind != FLAG:
                raise self.wrong(f"'{word}' joins things that are true or not, this is a {kind}", place)
            place = self._at()
            kind, run = part()
            runs.append(run)
        if len(runs) == 1:
            return kind, first
        if kind != FLAG:
            raise self.wrong(f"'{word}' joins things that are true or not, this is a {kind}", place)
        if len(runs) == 2:
            one, two = runs
            if combine is all:
                return FLAG, lambda scope: one(scope) and two(scope)
            return FLAG, lambda scope: one(scope) or two(scope)
        return FLAG, lambda scope: combine(run(scope) for run in runs)

    def negated(self) -> tuple[str, Run]:
        place = self._at()
        if not self.take("not"):
            return self.chain()
        self.deeper()
        kind, run = self.negated()
        self.depth -= 1
        if kind != FLAG:
            raise self.wrong(f"'not' needs something that is true or not, this is a {kind}", place)
        return FLAG, lambda scope: not run(scope)

    def chain(self) -> tuple[str, Run]:
        start = self.place
        kind, left = self.sum()
        links: list[Run] = []
        while sign := self.take(*_COMPARE):
            here, right_start = self._at(), self.place
            other, right = self.sum()
            if kind != other:
                raise self.wrong(f"a {kind} cannot be compared with a {other}", here)
            if kind != NUMBER and sign not in {"==", "!="}:
                raise self.wrong(f"a {kind} is compared with == or !=", here)
            if kind == TEXT:
                self._check_word(start, right_start, here)
            if kind == NUMBER:
                self._check_reach(
                    self.tokens[start : right_start - 1], self.tokens[right_start : self.place], here
                )
            links.append(_link(_COMPARE[sign], left, right))
            kind, left, start = other, right, right_start
        if not links:
            return kind, left
        if len(links) == 1:
            return FLAG, links[0]
        return FLAG, lambda scope: all(link(scope) for link in links)

    def _check_word(self, left: int, right: int, here: int) -> None:
        """A text that is compared with a name must be one that the name can have."""
        for one, two in ((left, right), (right, left)):
            if self.tokens[one][0] == "name" and self.tokens[two][0] == "text":
                words, word = self.known[self.tokens[one][1]].words, self.tokens[two][1]
                if words and word not in words:
                    raise self.wrong(
                        f"{self.tokens[one][1]} is never {word!r}; it can be {', '.join(words)}{nearest(word, words)}",
                        here,
                    )

    def _check_reach(self, left: list[Token], right: list[Token], here: int) -> None:
        """A number that is compared with a name must be one that the name can reach: a slip of the unit is found here."""
        for one, two in ((left, right), (right, left)):
            if len(one) == len(two) == 1 and one[0][0] == "name" and two[0][0] == "number":
                name, value = one[0][1], float(two[0][1])
                known = self.known[name]
                if not known.low <= value <= known.high:
                    raise self.wrong(
                        f"{name} goes from {known.low:g} to {known.high:g} and never to {value:g}", here
                    )

    def sum(self) -> tuple[str, Run]:
        return self._arithmetic(("+", "-"), self.product)

    def product(self) -> tuple[str, Run]:
        return self._arithmetic(("*",), self.unary)

    def _arithmetic(self, signs: tuple[str, ...], part: Callable[[], tuple[str, Run]]) -> tuple[str, Run]:
        kind, left = part()
        while sign := self.take(*signs):
            other, right = part()
            if kind != NUMBER or other != NUMBER:
                raise self.wrong(f"'{sign}' needs two numbers")
            left = _calculate(sign, left, right)
        return kind, left

    def unary(self) -> tuple[str, Run]:
        if self.take("-"):
            self.deeper()
            kind, run = self.unary()
            self.depth -= 1
            if kind != NUMBER:
                raise self.wrong("'-' needs a number")
            return NUMBER, lambda scope: -run(scope)
        if self.take("("):
            self.deeper()
            found = self.either()
            self.depth -= 1
            self.need(")")
            return found
        return self._single()

    def _single(self) -> tuple[str, Run]:
        kind, value = self.peek()
        at = self._at()
        if kind == "end":
            raise self.wrong("the rule stops here; a number, a name or a bracket is expected")
        self.place += 1
        if kind == "number":
            number = float(value)
            return NUMBER, lambda _scope: number
        if kind == "text":
            return TEXT, lambda _scope: value
        if kind == "word" and value in {"true", "false"}:
            truth = value == "true"
            return FLAG, lambda _scope: truth
        if kind != "name":
            raise self.wrong(f"{value!r} is not expected here", at)
        if self.peek() == ("sign", "("):
            return self._call(value, at)
        if value not in self.known:
            raise self.wrong(
                f"there is no {value!r}; known are {', '.join(sorted(self.known))}{nearest(value, self.known)}",
                at,
            )
        self.names.add(value)
        return self.known[value].kind, lambda scope: scope.value(value)

    def _call(self, name: str, at: int) -> tuple[str, Run]:
        if name not in {"done", "minutes_since"}:
            raise self.wrong(f"there is no function {name}(…); there are done(…) and minutes_since(…)", at)
        self.need("(")
        kind, key = self.peek()
        if kind != "text" or not key:
            raise self.wrong(f'{name}(…) needs a name in quotes, such as {name}("recheck")')
        self.place += 1
        self.need(")")
        self.keys.add(key)
        if name == "done":
            return FLAG, lambda scope: scope.has_done(key)
        return NUMBER, lambda scope: scope.minutes_since(key)


def _link(compare: Callable[[Any, Any], bool], left: Run, right: Run) -> Run:
    return lambda scope: compare(left(scope), right(scope))


def _calculate(sign: str, left: Run, right: Run) -> Run:
    if sign == "+":
        return lambda scope: _known(left(scope) + right(scope))
    if sign == "-":
        return lambda scope: _known(left(scope) - right(scope))
    return lambda scope: _known(left(scope) * right(scope))


def _known(number: float) -> float:
    """Endless minus endless has no answer; a rule reads it as endless."""
    return inf if number != number else number  # noqa: PLR0124 - only NaN differs from itself
