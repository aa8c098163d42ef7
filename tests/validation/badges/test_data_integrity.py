"""Proofs beside the test vector that the W3C published."""

import hashlib
import json
from pathlib import Path

import pytest

from kapedu.grading.data_integrity import ProofError, canonical, signer_of

VECTOR = json.loads((Path(__file__).parent / "w3c_eddsa_jcs_2022.json").read_text(encoding="utf-8"))


def test_the_published_vector_is_found_right_and_its_signer_named():
    assert signer_of(VECTOR) == "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


def test_the_canonical_forms_have_the_published_hashes():
    document = {name: value for name, value in VECTOR.items() if name != "proof"}
    options = {name: value for name, value in VECTOR["proof"].items() if name != "proofValue"}
    told = [hashlib.sha256(canonical(part).encode()).hexdigest() for part in (document, options)]
    assert told == [
        "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19",
        "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db",
    ]


@pytest.mark.parametrize("part", ["name", "validFrom", "issuer"])
def test_any_change_to_the_vector_is_found(part):
    with pytest.raises(ProofError, match="changed after it was signed"):
        signer_of({**VECTOR, part: "another"})
