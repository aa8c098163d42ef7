"""Signing and checking: what was signed is found right, anything else is refused with a reason."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kapedu.grading.data_integrity import ProofError, canonical, issuer_id, signed, signer_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CREATED = "2026-11-22T09:00:00Z"
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(plain)
def test_what_is_signed_is_found_right_after_any_way_through_json(value):
    badge = signed({"@context": ["x"], "value": value}, KEY, CREATED)
    assert signer_of(json.loads(json.dumps(badge, indent=2))) == issuer_id(KEY)


@given(plain, plain)
def test_another_value_is_found_unless_it_is_the_same(one, other):
    badge = signed({"@context": ["x"], "value": one}, KEY, CREATED)
    if canonical(one) != canonical(other):
        with pytest.raises(ProofError):
            signer_of({**badge, "value": other})


def test_names_are_sorted_by_utf_16_as_the_standard_asks():
    """The example of RFC 8785, section 3.2.3."""
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    text = canonical(dict.fromkeys(names, 0))
    assert list(json.loads(text)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize("value", [0.5, float("nan"), 2**60, object(), "\ud800"])
def test_what_has_no_canonical_form_here_is_refused(value):
    with pytest.raises(ProofError):
        canonical({"value": value})


PROOF = signed({"@context": ["x"]}, KEY, CREATED)["proof"][0]


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (None, "carries no proof"),
        ([], "carries no proof"),
        ({**PROOF, "cryptosuite": "none"}, "another kind"),
        ({**PROOF, "proofPurpose": "authentication"}, "another kind"),
        ({**PROOF, "proofValue": 7}, "a part of its proof"),
        ({**PROOF, "proofValue": "z0OIl"}, "which none can"),
        ({**PROOF, "verificationMethod": "https://example.org#key"}, "not named by an Ed25519 key"),
        ({**PROOF, "@context": ["y"]}, "another context"),
        ({**PROOF, "created": "2020-01-01T00:00:00Z"}, "changed after it was signed"),
        ({**PROOF, "proofValue": "z1111"}, "changed after it was signed"),
    ],
)
def test_a_proof_that_is_not_right_is_refused_with_the_reason(proof, words):
    with pytest.raises(ProofError, match=words):
        signer_of({"@context": ["x"], "proof": proof})


@given(st.binary(max_size=40))
def test_no_proof_value_makes_it_fail_in_any_other_way(data):
    proof = {**PROOF, "proofValue": "z" + "".join(chr(49 + byte % 60) for byte in data)}
    with pytest.raises(ProofError):
        signer_of({"@context": ["x"], "proof": proof})
