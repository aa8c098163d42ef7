import pytest

from kapedu.widgets.protocols.medicine_finder import MedicineFinder


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Xanax 1 mg", "Recognised: <strong>alprazolam</strong>"),
        ("sertralin", "did you mean sertraline?"),
        ("Flonase", "at least 1 hour before"),
        ("metformin", "No rule on file"),
        ("<b>tea</b>", "Not recognised"),
        ("   ", "Write a name"),
    ],
)
def test_a_line_is_matched_or_called_unknown(written, said):
    finder = MedicineFinder()
    finder.written.value = "x"
    finder.written.value = written
    assert said in finder.result.html
    assert "<b>tea" not in finder.result.html
