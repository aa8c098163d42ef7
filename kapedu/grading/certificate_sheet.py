"""A certificate to print, beside the signed file that proves it."""

import hashlib
from typing import Any

from kapedu.grading.badge import NOT_CERTIFIED, BadgeError

_LINE = "_" * 40
_CHECK = (
    "This sheet proves nothing by itself; the file that came with it does. It is an Open Badges 3.0 credential, signed:"
    " kapedu grades badge verify FILE"
)


def certificate_pdf(badge: dict[str, Any], holder: str = "") -> bytes:
    """The certificate as a PDF.

    Args:
        badge: The signed credential.
        holder: A name to print; without one, a line to write it on. It is printed and kept nowhere.

    Raises:
        BadgeError: A character that cannot be printed; names it.
    """
    from kapedu.practice.handout import Handout, Section
    from kapedu.practice.handout_pdf import as_pdf
    from kapedu.practice.plan_request import PlanError

    subject = badge["credentialSubject"]
    named = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    rows = tuple(
        (
            about["name"],
            f"{result['value']}%",
            f"{about['requiredValue']}%" if "requiredValue" in about else "-",
        )
        for result in subject["result"]
        if (about := named.get(result["resultDescription"])) is not None
    )
    identity = subject["identifier"][0]["identityHash"]
    sections = (
        Section(
            "Certificate of completion",
            paragraphs=(
                f"Holder: {holder or _LINE}",
                f"Issued by {badge['issuer'].get('name', badge['issuer']['id'])} on {badge['awardedDate'][:10]}.",
            ),
        ),
        Section("What was shown", columns=("What", "Reached", "Needed"), rows=rows),
        Section("What was asked for", paragraphs=(subject["achievement"]["criteria"]["narrative"],)),
        Section("What it does not certify", paragraphs=(NOT_CERTIFIED,)),
        Section(
            "How to check it",
            paragraphs=(
                _CHECK,
                f"Number: {badge['id']}",
                f"Issuer: {badge['issuer']['id']}",
                f"Holder, as a salted hash of the account: {identity}",
                f"Fingerprint of the signature: {hashlib.sha256(badge['proof'][0]['proofValue'].encode()).hexdigest()[:20]}",
            ),
        ),
    )
    try:
        return as_pdf(Handout(badge["name"], "Certifies learning, not a licence to treat.", sections))
    except PlanError as error:
        raise BadgeError(f"the sheet cannot be printed: {error}") from None
