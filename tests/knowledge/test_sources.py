import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import KnowledgeError, facts, reference, sheet_names
from kapedu.knowledge.citation import _PLAIN_FIELD
from kapedu.knowledge.sources import all_references, canonical_key, load_references, source_keys

ENTRY = {"id": "a2020", "type": "article-journal", "custom": {"status": "secondary"}}


def load(folder, *entries):
    path = folder / "trial.json"
    path.write_text(json.dumps(list(entries)), encoding="utf-8")
    return load_references(path)


@pytest.mark.parametrize("name", sheet_names())
def test_every_source_and_every_transcriber_of_a_sheet_is_in_the_bibliography(name):
    for quantity in facts(name).values():
        assert canonical_key(quantity.source)
        assert quantity.via is None or canonical_key(quantity.via)


@pytest.mark.parametrize(
    ("alias", "key"),
    [
        ("kamp2020_meta", "kamp2020"),
        ("wilkinson-2021", "wilkinson2021"),
        ("riva-posse-2018", "rivaposse2018"),
        ("yale-bp-2024", "yale_bp2024"),
        ("loo-2023", "loo2023"),
        ("fava2020", "fava2018"),
        ("singh2016a", "singh2016"),
        ("pk-in-2022", "pharmacotherapy2022"),
        ("ejpt-2024", "borgogna2024"),
    ],
)
def test_one_paper_has_one_key_and_its_other_names_lead_there(alias, key):
    assert canonical_key(alias) == key
    assert reference(alias)["id"] == key


@pytest.mark.parametrize("field", ["DOI", "PMID", "PMCID"])
def test_no_two_entries_are_the_same_paper(field):
    numbers = [reference(key)[field].lower() for key in all_references() if field in reference(key)]
    assert len(numbers) == len(set(numbers))


def test_kamp2020_is_the_meta_analysis_and_the_other_paper_of_that_year_stays_apart():
    assert reference("kamp2020")["container-title"] == "Anesthesiology"
    assert reference("kamp2020_bja")["container-title"] == "Br J Anaesth"


def test_unchecked_fields_are_named_as_csl_names_them():
    for key in all_references():
        for field in reference(key)["custom"].get("unverified_fields", ()):
            assert field in _PLAIN_FIELD or field in {"title", "volume", "issue", "page", "publisher"}, key


def test_a_wrong_key_is_answered_with_the_nearest_ones():
    with pytest.raises(KnowledgeError, match="no source 'kamp2021x'; did you mean kamp2021"):
        reference("kamp2021x")


def test_a_reference_cannot_be_written_to():
    with pytest.raises(TypeError):
        reference("kamp2020")["title"] = "another"


def test_aliases_are_source_keys_too():
    assert {"kamp2020", "kamp2020_meta"} <= source_keys()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"type": None}, "ok"),
        ({"custom": {"status": "sure"}}, "field custom.status: 'sure' is not one of primary"),
        ({"custom": {}}, "field custom.status: None"),
        ({"custom": []}, "field custom"),
        ({"author": [{"name": "Kamp"}]}, "field author: .*Kamp.* is not a CSL name"),
        ({"author": "Kamp J"}, "field author: 'Kamp J' is not a list"),
        ({"issued": {"date-parts": [["2020"]]}}, "field issued"),
        ({"issued": 2020}, "field issued: 2020"),
        ({"DOI": "https://doi.org/10.1/x"}, "field DOI"),
        ({"PMID": 123}, "field PMID: 123"),
        ({"PMCID": "6020109"}, "field PMCID"),
        ({"URL": "www.example.org"}, "field URL"),
        ({"custom": {"status": "primary", "aliases": [1]}}, "field custom.aliases: 1"),
    ],
)
def test_a_broken_reference_names_entry_field_and_value(tmp_path, change, told):
    if told == "ok":
        assert load(tmp_path, {**ENTRY, **change})
        return
    with pytest.raises(KnowledgeError, match=rf"trial\.json: entry a2020, {told}"):
        load(tmp_path, {**ENTRY, **change})


def test_a_key_used_twice_is_refused(tmp_path):
    twin = {**ENTRY, "id": "b2020", "custom": {"status": "primary", "aliases": ["a2020"]}}
    with pytest.raises(KnowledgeError, match="'a2020' is used twice"):
        load(tmp_path, ENTRY, twin)


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"type": "book"}]', '[{"id": ""}]'])
def test_a_file_that_is_no_list_of_references_is_refused(tmp_path, text):
    path = tmp_path / "trial.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^trial\.json: "):
        load_references(path)


json_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=5,
)


@given(
    field=st.sampled_from(["id", "type", "custom", "author", "issued", "DOI", "PMID", "URL"]),
    value=json_value,
)
def test_any_json_in_a_field_is_accepted_or_refused_with_a_knowledge_error(tmp_path_factory, field, value):
    try:
        load(tmp_path_factory.mktemp("references"), {**ENTRY, field: value})
    except KnowledgeError as error:
        assert str(error).startswith("trial.json: entry ")  # noqa: PT017
