import warnings
from xml.etree import ElementTree as ET

from kapedu.knowledge.rendering import STYLE_FILE, _rendered, missing_fields, render


def test_an_article_reads_as_the_style_guide_of_the_nlm_writes_it():
    # Citing Medicine, 2nd edition: Author AA, Author BB. Title. Journal. Year;volume(issue):pages.
    assert render("rolan2014").text == (
        "Rolan P, Lim S, Sunderland V, Liu Y, Molnar V. The absolute bioavailability of racemic ketamine "
        "from a novel sublingual formulation. Br J Clin Pharmacol. 2014;77(6):1011–6."
    )


def test_names_left_out_in_the_record_are_shown_as_left_out():
    assert "Wilkinson ST, Rhee TG, Joormann J, et al. Cognitive" in render("wilkinson2021").text


def test_a_reference_is_rendered_once():
    assert render("rolan2014") is render("rolan2014")


def test_rendering_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _rendered.__wrapped__("spravato_us_label", "en")


def test_a_web_page_is_not_asked_for_an_author_or_a_journal():
    assert missing_fields({"id": "x", "type": "webpage", "title": "T", "custom": {}}) == ()


def test_plain_text_has_no_markup():
    assert "<" not in render("kamp2020").text
    assert "&" not in render("kamp2020").text


def test_the_vendored_style_carries_its_licence_and_stands_beside_a_note_of_it():
    rights = ET.parse(STYLE_FILE).find(".//{http://purl.org/net/xbiblio/csl}rights")
    assert rights.get("license") == "http://creativecommons.org/licenses/by-sa/3.0/"
    note = STYLE_FILE.with_name(f"{STYLE_FILE.name}.LICENSE").read_text(encoding="utf-8")
    assert "CC BY-SA 3.0" in note
