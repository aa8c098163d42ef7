"""What a trainee must show for a certificate: a file that the instructor edits, read with clear errors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from kapedu.quiz.competency import COMPETENCIES
from kapedu.quiz.fields import Fields, QuizError, load_yaml

FILE_NAME = "certificate.yaml"
_PERCENT = 100


@dataclass(frozen=True)
class Criteria:
    """What a certificate asks for.

    Attributes:
        title: What the certificate is called.
        issuer: Who gives it.
        url: Page of the issuer; empty if there is none.
        assignments: Share of the points needed, by name of the assignment, in order.
        competencies: Share of the points needed over all these assignments, by code.
    """

    title: str
    issuer: str
    url: str
    assignments: Mapping[str, float]
    competencies: Mapping[str, float]


def read_criteria(path: Path, known: Iterable[str]) -> Criteria:
    """The criteria in a file.

    Args:
        path: Of the file.
        known: Names of the course's assignments.

    Raises:
        QuizError: The file is missing or a field cannot be used; names file, field, value and what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuizError(f"{path}: the file cannot be read ({type(error).__name__})") from None
    fields = Fields(load_yaml(text, path.name), path.name)
    issuer = Fields(fields.raw("issuer"), f"{path.name}, field 'issuer'")
    name, url = issuer.text("name"), issuer.text("url", default="")
    if url and not url.startswith(("https://", "http://")):
        raise issuer.fail("url", "write an address that starts with https://")
    issuer.finish()
    criteria = Criteria(
        title=fields.text("title"),
        issuer=name,
        url=url,
        assignments=_assignments(fields, sorted(known)),
        competencies=_shares(fields, "competencies", COMPETENCIES) if "competencies" in fields else {},
    )
    fields.finish()
    return criteria


def _assignments(fields: Fields, known: list[str]) -> dict[str, float]:
    asked = _shares(fields, "assignments", None)
    found: dict[str, float] = {}
    for pattern, share in asked.items():
        names = [name for name in known if fnmatchcase(name, pattern)]
        if not names:
            raise QuizError(
                f"{fields.where}, field 'assignments': no assignment is called {pattern!r}; there are "
                + ", ".join(known)
            )
        for name in names:
            if name in found:
                raise QuizError(f"{fields.where}, field 'assignments': {name!r} is asked for twice")
            found[name] = share
    return found


def _shares(fields: Fields, name: str, known: Iterable[str] | None) -> dict[str, float]:
    value = fields.raw(name)
    if not isinstance(value, Mapping) or not value:
        raise fields.fail(name, "write lines like 'module-1: 70', a name and the per cent needed")
    shares = {}
    for key, per_cent in value.items():
        if known is not None and key not in known:
            raise QuizError(
                f"{fields.where}, field '{name}': {key!r} is not known; there are {', '.join(known)}"
            )
        good = isinstance(per_cent, int | float) and not isinstance(per_cent, bool)
        if not good or not 0 <= per_cent <= _PERCENT:
            raise QuizError(
                f"{fields.where}, field '{name}', entry {key!r}: {per_cent!r} cannot be used; write a number"
                " from 0 to 100"
            )
        shares[str(key)] = per_cent / _PERCENT
    return shares
