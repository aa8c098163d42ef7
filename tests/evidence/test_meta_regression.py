from pathlib import Path

import numpy as np
import pytest

from kapedu.evidence.effect_size import from_standard_error
from kapedu.evidence.errors import EvidenceError, FewTrialsWarning
from kapedu.evidence.meta_regression import meta_regression
from kapedu.evidence.reading import read_studies
from kapedu.evidence.study import Study

BCG = Path(__file__).parents[1] / "validation" / "evidence" / "bcg.csv"


def along(values, covariate, se=0.5):
    return [
        Study(f"S{place}", from_standard_error("MD", value, se), {"dose": str(dose)})
        for place, (value, dose) in enumerate(zip(values, covariate, strict=True))
    ]


def test_the_further_from_the_equator_the_better_the_vaccine():
    line = meta_regression(read_studies(BCG, "RR", ["latitude"]), "latitude")
    assert line.slope.high < 0
    assert line.at(55) < line.at(13) < 1.05
    assert line.as_dict()["slope"]["estimate"] == line.slope.value


def test_an_exact_line_is_found_whatever_the_method():
    doses = np.arange(12)
    for method in ("FE", "DL", "PM", "REML"):
        line = meta_regression(along(2 + 0.5 * doses, doses), "dose", method, "wald")
        assert (line.intercept.value, line.slope.value) == pytest.approx((2, 0.5))
        assert line.at(4) == pytest.approx(4)


def test_few_studies_are_said():
    with pytest.warns(FewTrialsWarning, match="meta-regression on 4 studies"):
        meta_regression(along([1, 2, 2, 3], [1, 2, 3, 4]), "dose")


@pytest.mark.parametrize(
    ("studies", "covariate", "told"),
    [
        (along([1, 2], [1, 2]), "dose", "2 studies; a line needs 3 or more"),
        (along([1, 2, 3], [1, 1, 1]), "dose", "dose is 1 in every study"),
        (along([1, 2, 3], [1, 2, "x"]), "dose", "study S2: dose 'x' is not a number"),
        (along([1, 2, 3], [1, 2, 3]), "weight", "study S0: no column 'weight'; further columns: dose"),
    ],
)
def test_what_gives_no_line_is_refused(studies, covariate, told):
    with pytest.raises(EvidenceError, match=told):
        meta_regression(studies, covariate)
