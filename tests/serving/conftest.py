"""What the tests of servers share."""

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def short():
    """A folder with a short name: sockets are made in it."""
    folder = tempfile.mkdtemp(dir="/tmp")
    yield Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
