"""A certificate as an Open Badges 3.0 credential: signed, under a pseudonym, and plain about what it does not say.

The form follows the 1EdTech specification (Open Badges 3.0, 2024) and the W3C Verifiable Credentials Data Model 2.0;
:data:`SCHEMA` restates, in our own words, what both ask of the parts that we use. The proof is a W3C Data Integrity
proof (:mod:`kapedu.grading.data_integrity`). No name and no address stand in it: the holder is a salted hash of the
account that nbgrader knows, which the holder can show to be theirs.
"""

import hashlib
import json
import secrets
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kapedu.grading.award import Award, Shown
from kapedu.grading.criteria import Criteria
from kapedu.grading.data_integrity import ProofError, issuer_id, signed, signer_of
from kapedu.quiz.competency import COMPETENCIES

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
SCHEMA = json.loads((Path(__file__).parent / "badge_schema.json").read_text(encoding="utf-8"))
NOT_CERTIFIED = (
    "It does not certify supervised practice, experience with patients, fitness to practise, or a licence to prescribe,"
    " give or supervise ketamine. Each of these has its own authority."
)
_SHOWN = (
    "The holder worked through the course and reached the scores listed here on its quizzes and exercises, taken at"
    " their own place and not under supervision."
)
MAXIMUM_BYTES = 200_000
_SALT_BYTES = 16


class BadgeError(ValueError):
    """A certificate cannot be issued or used; the message says why."""


def credential(award: Award, criteria: Criteria, key: Ed25519PrivateKey, moment: datetime) -> dict[str, Any]:
    """The signed credential of one trainee.

    Args:
        award: What was shown; everything that is asked for.
        criteria: What was asked for.
        key: The issuer's.
        moment: When it is issued, with a time zone.

    Raises:
        BadgeError: Something that is asked for was not shown.
    """
    if not award.is_met:
        raise BadgeError(f"{award.student} does not meet the criteria: {'; '.join(award.missing)}")
    when = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    shown = (*award.assignments, *(one for one in award.competencies if one.share is not None))
    results = [(one, f"urn:uuid:{uuid.uuid4()}") for one in shown]
    salt = secrets.token_hex(_SALT_BYTES)
    document = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": criteria.title,
        "description": f"{_SHOWN} {NOT_CERTIFIED}",
        "issuer": {
            "id": issuer_id(key),
            "type": ["Profile"],
            "name": criteria.issuer,
            **({"url": criteria.url} if criteria.url else {}),
        },
        "validFrom": when,
        "awardedDate": when,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityType": "userName",
                    "identityHash": _identity_hash(award.student, salt),
                    "salt": salt,
                }
            ],
            "achievement": {
                "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, criteria.issuer + chr(10) + criteria.title)}",
                "type": ["Achievement"],
                "achievementType": "CertificateOfCompletion",
                "name": criteria.title,
                "description": f"A course of self-study on ketamine-assisted psychotherapy. {NOT_CERTIFIED}",
                "criteria": {"narrative": _narrative(criteria)},
                "resultDescription": [_described(one, name) for one, name in results],
            },
            "result": [
                {"type": ["Result"], "resultDescription": name, "value": _per_cent(one.share)}
                for one, name in results
            ],
        },
    }
    return signed(document, key, when)


def read_badge(data: bytes) -> dict[str, Any]:
    """The credential in a file's bytes, of the right form; its signature is not looked at yet.

    Raises:
        BadgeError: It is no credential of this form; says where.
    """
    from jsonschema import Draft201909Validator
    from jsonschema.exceptions import best_match

    if len(data) > MAXIMUM_BYTES:
        raise BadgeError("the file is far too big for a certificate")
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise BadgeError("the file does not hold JSON as a certificate does") from None
    try:
        found = best_match(Draft201909Validator(SCHEMA).iter_errors(content))
    except RecursionError:
        raise BadgeError("the file is nested too deep for a certificate") from None
    if found is not None:
        place = "/".join(str(part) for part in found.absolute_path) or "the whole"
        raise BadgeError(
            f"it is no Open Badges 3.0 certificate of this course's form: {place}: {found.message[:200]}"
        )
    badge: dict[str, Any] = content
    return badge


def check_badge(badge: dict[str, Any], now: datetime) -> str:
    """Who signed a credential (``did:key:…``), once it is found right.

    Args:
        badge: From :func:`read_badge`.
        now: With a time zone.

    Raises:
        BadgeError: It was changed, signed by somebody other than its issuer, or is not valid yet or any more.
    """
    try:
        name = signer_of(badge)
    except ProofError as error:
        raise BadgeError(f"the signature is not right: {error}") from None
    if badge["issuer"]["id"] != name:
        raise BadgeError("it was signed by somebody other than the issuer that it names")
    try:
        begins = datetime.fromisoformat(badge["validFrom"])
        ends = datetime.fromisoformat(badge["validUntil"]) if "validUntil" in badge else None
        early, late = begins > now, ends is not None and ends < now
    except (ValueError, TypeError):
        raise BadgeError("its dates cannot be read") from None
    if early:
        raise BadgeError(f"it is valid from {badge['validFrom']} only")
    if late:
        raise BadgeError(f"it was valid until {badge['validUntil']}")
    return name


def belongs_to(badge: dict[str, Any], student: str) -> bool:
    """Whether a credential was issued to this account."""
    return any(
        one["identityHash"] == _identity_hash(student, one.get("salt", ""))
        for one in badge["credentialSubject"]["identifier"]
    )


def badge_lines(badge: dict[str, Any]) -> list[str]:
    """What a credential says, a line each."""
    subject = badge["credentialSubject"]
    named = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    lines = [
        f"{badge['name']}, issued by {badge['issuer'].get('name', badge['issuer']['id'])} on {badge['validFrom'][:10]}."
    ]
    for result in subject["result"]:
        about = named.get(result["resultDescription"])
        if about is not None:
            needed = f" (needed: {about['requiredValue']}%)" if "requiredValue" in about else ""
            lines.append(f"  {about['name']}: {result['value']}%{needed}")
    lines.append(badge["description"])
    return lines


def _identity_hash(student: str, salt: str) -> str:
    return f"sha256${hashlib.sha256(f'{student}{salt}'.encode()).hexdigest()}"


def _per_cent(share: float | None) -> str:
    return str(int(100 * (share or 0.0) + 1e-9))  # rounded down: nobody is told more than they reached


def _label(one: Shown) -> str:
    known = COMPETENCIES.get(one.name)
    return f"{one.name}: {known.title}" if known else one.name


def _described(one: Shown, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "type": ["ResultDescription"],
        "name": _label(one),
        "resultType": "Percent",
        "valueMin": "0",
        "valueMax": "100",
        **({} if one.needed is None else {"requiredValue": _per_cent(one.needed)}),
    }


def _narrative(criteria: Criteria) -> str:
    asked = [f"{name}: {share:.0%} of the points" for name, share in criteria.assignments.items()]
    asked += [f"{code}: {share:.0%} over all of these" for code, share in criteria.competencies.items()]
    return f"{_SHOWN} Asked for: {'; '.join(asked)}. {NOT_CERTIFIED}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError("a name stands twice")
    return content
