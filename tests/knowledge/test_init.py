"""What the room hands out, and what importing it costs."""

import subprocess
import sys

import pytest

import kapedu.knowledge


def test_every_name_on_the_list_is_there():
    for name in kapedu.knowledge.__all__:
        assert getattr(kapedu.knowledge, name) is not None


def test_a_name_stays_the_same_thing_after_its_module_was_loaded():
    assert callable(kapedu.knowledge.observations)
    kapedu.knowledge.observations()
    assert callable(kapedu.knowledge.observations)
    assert callable(kapedu.knowledge.cite)


def test_a_wrong_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'cites'"):
        kapedu.knowledge.cites  # noqa: B018


def test_importing_the_room_reads_no_file_and_loads_nothing_heavy():
    program = (
        "import sys\n"
        "import kapedu.knowledge\n"
        "from kapedu.knowledge import sheet as module\n"
        "heavy = {'numpy', 'citeproc', 'lxml', 'yaml', 'csv', 'html', 'IPython', 'difflib'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "assert sys.modules['kapedu.knowledge.sheet'].sheet.cache_info().currsize == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
