import json
import re
from pathlib import Path

import pytest

DASHBOARDS = Path(__file__).parents[2] / "kapedu" / "dashboards"
TEMPLATE_FILES = sorted(path for path in (DASHBOARDS / "template").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_the_template_names_no_other_site(path):
    assert not re.findall(r"https?://|src=[\"']//|@import|cdn", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(DASHBOARDS.glob("*.ipynb")), ids=lambda path: path.name)
def test_a_dashboard_is_a_few_lines_without_outputs_under_one_heading(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert code
    for cell in code:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert cell["metadata"]["jupyter"]["source_hidden"] is True
        assert len([line for line in cell["source"] if line.strip()]) <= 2
    assert sum(line.startswith("# ") for text in prose for line in text.splitlines()) == 1
