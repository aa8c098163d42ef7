"""Signing and checking a JSON document: W3C Data Integrity, suite ``eddsa-jcs-2022`` (vc-di-eddsa, 2025).

The document and the options of its proof are each brought into one canonical form (JCS, RFC 8785) and hashed; the two
hashes are signed with an Ed25519 key. Whoever issues is named by the public key itself (``did:key``), so that a
certificate can be checked without any network.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SUITE = "eddsa-jcs-2022"
_DID = "did:key:"
_ED25519_PREFIX = b"\xed\x01"  # multicodec of an Ed25519 public key
_KEY_BYTES = 32
_LARGEST_EXACT = 2**53
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class ProofError(ValueError):
    """A document is not signed as it should be; the message says why, as the end of a sentence."""


def canonical(value: Any) -> str:
    """A JSON value in its one canonical form (RFC 8785), for values without fractions.

    Examples:
        >>> canonical({"b": [1, True, None], "a": "é"})
        '{"a":"é","b":[1,true,null]}'

    Raises:
        ProofError: It holds a number with a fraction or beyond 2**53, or half of a character.
    """
    match value:
        case None | bool() | str():
            text = json.dumps(value, ensure_ascii=False)
            try:
                text.encode("utf-8")
            except UnicodeEncodeError:
                raise ProofError("it holds half of a character") from None
            return text
        case int() if abs(value) <= _LARGEST_EXACT:
            return str(value)
        case list() | tuple():
            return f"[{','.join(canonical(part) for part in value)}]"
        case Mapping():
            names = sorted(value, key=lambda name: str(name).encode("utf-16-be", "surrogatepass"))
            return f"{{{','.join(f'{canonical(str(name))}:{canonical(value[name])}' for name in names)}}}"
        case _:
            raise ProofError(f"it holds a value that is not understood: {str(value)[:40]}")


def issuer_id(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """The name of whoever holds a key: ``did:key:z6Mk…``."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"{_DID}z{_to_base58(_ED25519_PREFIX + raw)}"


def signed(document: Mapping[str, Any], key: Ed25519PrivateKey, created: str) -> dict[str, Any]:
    """The document with its proof, as a list of one: the published schemas of Open Badges take that in both forms.

    Args:
        document: With ``@context``, without a proof.
        key: Whose signature.
        created: When, ISO 8601 with a time zone.

    Raises:
        ProofError: It holds a value that has no canonical form here.
    """
    name = issuer_id(key)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": f"{name}#{name.removeprefix(_DID)}",
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
    }
    signature = key.sign(_to_sign(document, options))
    return {**document, "proof": [{**options, "proofValue": f"z{_to_base58(signature)}"}]}


def signer_of(document: Mapping[str, Any]) -> str:
    """Who signed a document (``did:key:…``), once the signature is found right.

    Raises:
        ProofError: There is no proof of this suite, or the document was changed after it was signed.
    """
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not isinstance(proof, Mapping):
        raise ProofError("it carries no proof")
    told = (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose"))
    if told != ("DataIntegrityProof", SUITE, "assertionMethod"):
        raise ProofError(f"its proof is of another kind than {SUITE}: {told[1] or told[0]}")
    method, value = proof.get("verificationMethod"), proof.get("proofValue")
    if not isinstance(method, str) or not isinstance(value, str) or not value.startswith("z"):
        raise ProofError("a part of its proof is missing")
    name = method.partition("#")[0]
    options = {part: each for part, each in proof.items() if part != "proofValue"}
    if "@context" in options and options["@context"] != document.get("@context"):
        raise ProofError("its proof was made for another context")
    body = {part: each for part, each in document.items() if part != "proof"}
    try:
        _public_key(name).verify(_from_base58(value[1:]), _to_sign(body, options))
    except InvalidSignature:
        raise ProofError("it was changed after it was signed, or signed with another key") from None
    return name


def _to_sign(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    return b"".join(hashlib.sha256(canonical(part).encode()).digest() for part in (options, document))


def _public_key(name: str) -> Ed25519PublicKey:
    data = _from_base58(name.removeprefix(f"{_DID}z")) if name.startswith(f"{_DID}z") else b""
    if not data.startswith(_ED25519_PREFIX) or len(data) != len(_ED25519_PREFIX) + _KEY_BYTES:
        raise ProofError(f"its signer is not named by an Ed25519 key: {name[:60]!r}")
    return Ed25519PublicKey.from_public_bytes(data[len(_ED25519_PREFIX) :])


def _to_base58(data: bytes) -> str:
    number, digits = int.from_bytes(data), ""
    while number:
        number, place = divmod(number, len(_BASE58))
        digits = _BASE58[place] + digits
    return _BASE58[0] * (len(data) - len(data.lstrip(b"\0"))) + digits


def _from_base58(text: str) -> bytes:
    number = 0
    for letter in text[:200]:
        place = _BASE58.find(letter)
        if place < 0:
            raise ProofError(f"a code in its proof holds {letter!r}, which none can")
        number = number * len(_BASE58) + place
    zeros = len(text) - len(text.lstrip(_BASE58[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
