import re
import subprocess
import sys

import pytest

from kapedu.knowledge import KnowledgeError, bibliography, cite, reference
from kapedu.knowledge import citation as module
from kapedu.knowledge.citation import reference_html, reference_text, short_citation
from kapedu.knowledge.sources import all_references


@pytest.fixture
def nothing_cited(monkeypatch):
    monkeypatch.setattr(module, "_cited", {})


def test_a_citation_opens_to_the_full_reference_with_doi_link_and_status():
    html = cite("kamp2020")._repr_html_()
    summary, opened = html.split("</summary>")
    assert summary.endswith("<summary>Kamp 2020, Anesthesiology")
    assert "Kamp J, Olofsen E, Henthorn TK" in opened
    assert "133(6):1192" in opened
    assert '<a href="https://doi.org/10.1097/ALN.0000000000003577"' in opened
    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/32997732/"' in opened
    assert "status: " in opened


def test_several_sources_stand_in_one_row():
    html = cite("kamp2020", "clements1981")._repr_html_()
    assert html.count("<details") == 2
    assert html.count('class="kapedu-cites"') == 1


def test_a_source_cited_twice_or_by_an_alias_stands_once():
    assert cite("kamp2020", "kamp2020_meta", "kamp2020").keys == ("kamp2020",)


def test_plain_text_is_there_for_those_who_see_no_html():
    bundle = cite("clements1981")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"].startswith("[Clements 1981] Clements JA, Nimmo WS.")
    assert "doi:10.1093/bja/53.1.27" in bundle["text/plain"]


def test_an_unknown_key_names_the_nearest_known_ones():
    with pytest.raises(KnowledgeError, match=r"no source 'kamp2002'; did you mean .*kamp2020"):
        cite("clements1981", "kamp2002")


def test_citing_nothing_is_an_error_that_shows_how():
    with pytest.raises(KnowledgeError, match=re.escape('such as cite("kamp2020")')):
        cite()


@pytest.mark.usefixtures("nothing_cited")
def test_the_bibliography_of_a_kernel_is_what_was_cited_in_the_order_of_citing():
    assert "Nothing has been cited yet" in str(bibliography())
    assert "Nothing has been cited yet" in bibliography()._repr_html_()
    cite("rolan2014", "kamp2020")
    cite("clements1981", "rolan-2014")
    assert bibliography().keys == ("rolan2014", "kamp2020", "clements1981")


@pytest.mark.usefixtures("nothing_cited")
def test_a_refused_citation_is_not_remembered():
    with pytest.raises(KnowledgeError):
        cite("clements1981", "no-such-thing")
    assert bibliography().keys == ()


def test_a_bibliography_is_numbered():
    listed = bibliography("rolan2014", "clements1981")
    assert [line[:3] for line in str(listed).splitlines()] == ["1. ", "2. "]
    assert listed._repr_html_().count("<li>") == 2
    assert '<ol class="kapedu-references">' in listed._repr_html_()
    assert set(listed._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_short_citations_of_different_sources_differ():
    labels = [short_citation(key) for key in all_references()]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_what_is_not_on_file_is_said_and_not_made_up():
    html = cite("cadss_dose2017")._repr_html_()
    assert "[title not on file; about: " in html
    assert "<strong>Not on file:</strong> authors, title, journal" in html


def test_fields_that_nobody_checked_are_named():
    unchecked = next(
        key for key in all_references() if "author" in reference(key)["custom"].get("unverified_fields", ())
    )
    assert re.search(r"<strong>Not checked:</strong> [^<]*authors", cite(unchecked)._repr_html_())


def test_every_source_of_the_course_can_be_cited_and_its_markup_is_closed():
    for key in all_references():
        html = cite(key)._repr_html_()
        for tag in ("details", "summary", "div", "p", "a", "span", "strong"):
            assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>"), (key, tag)
        assert reference_text(key).strip()


def test_every_link_has_words_and_leads_to_the_web():
    for key in all_references():
        for address, words in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', reference_html(key)):
            assert address.startswith(("https://", "http://"))
            assert len(words) > 3


def test_citing_prints_nothing_on_stderr_and_loads_citeproc_only_when_shown():
    program = (
        "import sys\n"
        "from kapedu.knowledge import cite\n"
        "c = cite('spravato_us_label', 'olofsen2021', 'kamp2020')\n"
        "assert 'citeproc' not in sys.modules and 'lxml' not in sys.modules\n"
        "c._repr_html_()\n"
        "assert 'citeproc' in sys.modules\n"
        "assert not {'IPython', 'ipywidgets', 'numpy'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""
