import warnings

import pytest

from kapedu.evidence import errors
from kapedu.evidence.conventions import convention, is_few, level_or_default
from kapedu.evidence.errors import Caution, EvidenceWarning, FewTrialsWarning, announce


def test_every_warning_class_of_the_room_is_one_kind_and_says_what_to_do():
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, EvidenceWarning)
    ]
    assert len(kinds) == 7
    assert all(kind.__doc__ for kind in kinds)


def test_a_caution_is_issued_as_its_own_kind_of_warning():
    with pytest.warns(FewTrialsWarning, match="too few"):
        announce([Caution(FewTrialsWarning, "too few")])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        announce([])


def test_the_conventions_are_those_of_the_data():
    assert is_few(9)
    assert not is_few(10)
    assert level_or_default(None) == convention("confidence_level")
    assert level_or_default(0.9) == 0.9
    with pytest.raises(errors.EvidenceError, match=r"confidence level 95.*such as 0\.95"):
        level_or_default(95)
