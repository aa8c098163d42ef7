"""Handing in from the quiz itself: the same submission as JupyterLab's list of assignments makes."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kapedu.grading.course_setup import CONFIG_NAME, load_course_config


class SubmissionError(Exception):
    """The submission was not made; the message says why and what to do."""


@dataclass(frozen=True)
class Submitted:
    """A submission that nbgrader's exchange has taken in (``at``: when, with time zone)."""

    assignment: str
    at: datetime


def submit(folder: Path) -> Submitted:
    """Submit an assignment's folder through nbgrader's exchange, as this operating-system user.

    Args:
        folder: The fetched assignment: ``<somewhere>/<assignment>``.

    Raises:
        SubmissionError: The exchange cannot be reached or refuses.
    """
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeError, ExchangeFactory

    config = course_config(folder)
    config.CourseDirectory.assignment_id = folder.name
    config.Exchange.assignment_dir = str(folder.parent)
    coursedir = CourseDirectory(config=config)
    submitter = ExchangeFactory(config=config).Submit(
        coursedir=coursedir, authenticator=Authenticator(config=config), config=config
    )
    submitter.log.setLevel(logging.CRITICAL)
    try:
        submitter.start()
    except ExchangeError as error:
        raise SubmissionError(f"The course did not take it: {error}") from error
    except (OSError, RuntimeError) as error:
        raise SubmissionError(f"The files could not be copied: {error}") from error
    return Submitted(coursedir.assignment_id, datetime.now(UTC))


def course_config(folder: Path) -> Any:
    """The nbgrader settings for an assignment's folder.

    Jupyter's own configuration comes first (a server for many people has it); without one that names a
    course, the settings in ``assessments`` of the checkout that the folder lies in.

    Raises:
        SubmissionError: Neither names a course.
    """
    from nbgrader.apps import NbGrader

    app = NbGrader()
    app.load_cwd_config = False
    app.log.setLevel(logging.CRITICAL)
    app.load_config_file()
    if app.config.CourseDirectory.get("course_id"):
        return app.config
    for above in folder.absolute().parents:
        if (above / "assessments" / CONFIG_NAME).is_file():
            return load_course_config(above / "assessments")
    raise SubmissionError("No course is set up on this computer.")
