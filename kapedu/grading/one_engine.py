"""One database engine for a whole batch.

nbgrader opens its gradebook anew about eight times for each submission, each time with a new engine, and
SQLAlchemy then compiles every query again: half of the time that grading takes. An engine that is kept
remembers its compiled queries; closing the gradebook still closes every connection.

Why a function of nbgrader's is replaced: ``Gradebook`` makes its engine in its constructor and takes an address only, so
nothing can be passed in, and neither can another ``Gradebook`` (nbgrader's converters and preprocessors each import the
class by name, a subclass would have to be put into some twenty modules). SQLAlchemy offers no way around it: its cache
of compiled queries can be shared by connections (``compiled_cache``), but its keys hold the dialect, of which every
engine makes a new one. So one name in one module is replaced, once, in the process that grades and in no other; with
another nbgrader that no longer has this name, grading stops at an ``AttributeError`` here, and the test says so too.
"""

from functools import lru_cache
from typing import Any

import nbgrader.api

_KEPT = "_kapedu_keeps_engines"


def keep_engines() -> None:
    """Let gradebooks opened in this process share one engine for each database. Calling it again does nothing."""
    make = nbgrader.api.create_engine
    if getattr(make, _KEPT, False):
        return

    @lru_cache(maxsize=4)
    def create_engine(db_url: str, **options: Any) -> Any:
        return make(db_url, **options)

    setattr(create_engine, _KEPT, True)
    nbgrader.api.create_engine = create_engine
