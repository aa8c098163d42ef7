"""``kapedu grades badge``: who meets the criteria, issuing certificates, and checking one."""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kapedu.files.whole import READABLE, write_new, write_whole
from kapedu.grading.award import Award, awards, criteria_of
from kapedu.grading.badge import (
    MAXIMUM_BYTES,
    BadgeError,
    badge_lines,
    belongs_to,
    check_badge,
    credential,
    read_badge,
)
from kapedu.grading.certificate_sheet import certificate_pdf
from kapedu.grading.data_integrity import issuer_id
from kapedu.grading.rebuild import Books

KEY = Path("keys", "certificate.pem")
FOLDER = "certificates"
ISSUED = "certificate"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


def key_of(books: Books, *, make: bool = False) -> Ed25519PrivateKey | None:
    """The course's key for certificates; None if there is none and none is to be made.

    Raises:
        BadgeError: The file holds no Ed25519 key.
        OSError: It cannot be read or written.
    """
    path = books.assessments / KEY
    if path.is_file():
        with suppress(ValueError, TypeError):
            found = load_pem_private_key(path.read_bytes(), None)
            if isinstance(found, Ed25519PrivateKey):
                return found
        raise BadgeError(f"{path} holds no Ed25519 key; put the right one back from your copy")
    if not make:
        return None
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def issue(books: Books, students: Sequence[str], holder: str = "") -> list[Path]:
    """Issue certificates: a signed file and a sheet to print for each, noted in the ledger.

    Args:
        books: The course's books.
        students: To whom; everybody who meets the criteria if empty.
        holder: A name for the sheet, with one student only.

    Returns:
        The signed files.

    Raises:
        BadgeError: Somebody does not meet the criteria, or is not in the gradebook; nothing is issued then.
        QuizError: The criteria cannot be used.
    """
    criteria = criteria_of(books)
    found = {one.student: one for one in awards(books, criteria)}
    unknown = [student for student in students if student not in found]
    if unknown:
        raise BadgeError(f"{unknown[0]} is not in the gradebook; there are {', '.join(found) or 'none'}")
    chosen = [found[student] for student in students] or [one for one in found.values() if one.is_met]
    lacking = [one for one in chosen if not one.is_met]
    if lacking:
        raise BadgeError(
            f"{lacking[0].student} does not meet the criteria: {'; '.join(lacking[0].missing)}; nothing was issued"
        )
    if not chosen:
        raise BadgeError("nobody meets the criteria yet")
    if holder and len(chosen) != 1:
        raise BadgeError("--name is for one trainee; name one")
    key = key_of(books, make=True)
    assert key is not None
    moment = datetime.now(UTC)
    badges = [credential(one, criteria, key, moment) for one in chosen]
    sheets = [certificate_pdf(badge, holder) for badge in badges]  # all of them before any file is written
    folder = books.assessments / FOLDER
    folder.mkdir(exist_ok=True)
    written = []
    for one, badge, sheet in zip(chosen, badges, sheets, strict=True):
        data = (json.dumps(badge, ensure_ascii=False, indent=1) + "\n").encode()
        path = folder / f"{_file_name(one.student)}.json"
        write_whole(path, data, permissions=READABLE)
        write_whole(path.with_suffix(".pdf"), sheet, permissions=READABLE)
        books.ledger.append(
            {
                "event": ISSUED,
                "at": moment.isoformat(timespec="seconds"),
                "student": one.student,
                "credential": badge["id"],
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        )
        written.append(path)
    return written


def run_badge(books: Books, arguments: argparse.Namespace) -> int:
    """List, or issue."""
    action, *names = arguments.assignment or ["list"]
    if action == "issue":
        if not names and not arguments.all:
            raise BadgeError(
                "issue needs the names of trainees, or --all for everybody who meets the criteria"
            )
        files = issue(books, names, arguments.name)
        key = key_of(books)
        assert key is not None
        lines = [f"{path} (and {path.with_suffix('.pdf').name})" for path in files]
        lines.append(f"Signed as {issuer_id(key)}. Publish that name where those who check can find it.")
        lines.append(f"Keep a copy of {books.assessments / KEY}: whoever has it can sign as you.")
        _print([str(path) for path in files], lines, arguments)
        return 0
    if action != "list" or names:
        raise BadgeError(f"badge {action!r} is not known; write list, issue or verify")
    found = awards(books, criteria_of(books))
    data = [{"student": one.student, "met": one.is_met, "missing": list(one.missing)} for one in found]
    _print(data, [_line(one) for one in found] or ["Nobody is in the gradebook yet."], arguments)
    return 0


def verify_file(arguments: argparse.Namespace) -> int:
    """Check one certificate, anywhere, without a course; 1 if it is not right."""
    names = arguments.assignment[1:]
    if len(names) != 1:
        raise BadgeError("verify needs the name of one file")
    try:
        with Path(names[0]).open("rb") as file:
            data = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise BadgeError(f"{names[0]} cannot be read: {error.strerror}") from None
    reason = ""
    try:
        badge = read_badge(data)
        name = check_badge(badge, datetime.now(UTC))
    except BadgeError as error:
        reason = str(error)
    else:
        if arguments.student and not belongs_to(badge, arguments.student):
            reason = f"it was not issued to {arguments.student}"
    if reason:
        _print({"valid": False, "reason": reason}, [f"Not valid: {reason}."], arguments)
        return 1
    holder = f"It was issued to {arguments.student}." if arguments.student else ""
    lines = [
        *badge_lines(badge),
        f"Valid: unchanged since it was signed by {name}.",
        "Whether that is the name of the issuer you trust, compare with what the issuer publishes.",
        *filter(None, [holder]),
    ]
    _print({"valid": True, "signed_by": name, "credential": badge["id"]}, lines, arguments)
    return 0


def _print(data: Any, lines: Sequence[str], arguments: argparse.Namespace) -> None:
    if arguments.json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _line(one: Award) -> str:
    return f"{one.student}: meets the criteria" if one.is_met else f"{one.student}: {'; '.join(one.missing)}"


def _file_name(student: str) -> str:
    plain = _UNSAFE.sub("_", student)[:60]
    return plain if plain == student else f"{plain}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"
