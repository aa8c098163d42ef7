import pytest

from kapedu.knowledge import KnowledgeError
from kapedu.knowledge.errors import nearest


def test_a_knowledge_error_is_a_value_error():
    assert issubclass(KnowledgeError, ValueError)


@pytest.mark.parametrize(
    ("name", "tail"),
    [("kamp2020x", "; did you mean kamp2020 or kamp2021?"), ("zanos", ""), ("", "")],
)
def test_only_similar_names_are_offered(name, tail):
    assert nearest(name, ["kamp2020", "kamp2021"]) == tail
