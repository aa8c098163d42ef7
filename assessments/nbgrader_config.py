"""nbgrader's settings for this course; JupyterLab, the kernels and the ``nbgrader`` command all read this file.

Environment variables: KAPEDU_EXCHANGE, where assignments are exchanged (default: a folder of the user's own,
right for one person on one computer; on a shared machine a folder that everybody can write to),
KAPEDU_DB_URL, the gradebook (default: gradebook.db in this folder; PostgreSQL for many graders at once), and
KAPEDU_SHARED=1, when several instructors work in this folder as members of one group.
"""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from kapedu.grading.course_setup import exchange_root

c = get_config()
if (
    shutil.which("alembic") is None
):  # nbgrader calls this program by name, also where no environment is activated
    os.environ["PATH"] = os.pathsep.join(
        [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
    )
here = Path(__file__).resolve().parent
nbgrader_folder = Path(find_spec("nbgrader").origin).parent
kapedu_folder = Path(find_spec("kapedu").origin).parent

c.CourseDirectory.course_id = "kapedu"
c.CourseDirectory.root = str(here)
if os.environ.get("KAPEDU_DB_URL"):
    c.CourseDirectory.db_url = os.environ["KAPEDU_DB_URL"]
c.CourseDirectory.groupshared = os.environ.get("KAPEDU_SHARED") == "1"
# What a trainee's editor leaves behind is not part of an assignment.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    ".*.version",
    ".*.ipynb.*",
    ".answers.json.*",
    ".set-aside.json",
]
# A quiz is a notebook and a small answer sheet.
c.CourseDirectory.max_file_size = 20_000
c.CourseDirectory.max_dir_size = 50_000

c.Exchange.root = str(exchange_root())
c.Exchange.assignment_dir = str(here.parent / "my-work")
if not c.CourseDirectory.groupshared:
    # What was handed in, with the code that its feedback is fetched by. By default it would lie in .kapedu, which may
    # be deleted at any time. (Instructors who share this folder keep each their own.)
    c.Exchange.cache = str(here.parent / "my-work" / ".handed-in")
c.ExchangeSubmit.strict = True
c.ExchangeFactory.collect = "kapedu.grading.collect.CollectWholeSubmissions"

# Generate: every question is checked first; nbgrader's own steps follow.
c.GenerateAssignment.preprocessors = [
    "kapedu.grading.release.CheckQuestions",
    "nbgrader.preprocessors.LockCells",
    "kapedu.grading.release.ClearSolutionsOutsideQuestions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Autograde: the instructor's cells take the place of what was submitted, the answer sheet is marked, and
# nothing is executed.
c.Autograde.pre_convert_hook = "kapedu.grading.submitted_files.tidy_before_grading"
c.Autograde.exporter_class = "kapedu.grading.instructor_cells.SubmittedNotebookExporter"
c.Autograde.sanitize_preprocessors = ["kapedu.grading.instructor_cells.RestoreInstructorCells"]
c.Autograde.autograde_preprocessors = [
    "kapedu.grading.mark_preprocessor.MarkAnswerSheet",
    "kapedu.grading.save_marks.SaveMarks",
    "nbgrader.preprocessors.AssignLatePenalties",
    "kapedu.grading.save_marks.NoteMarks",
]

# Feedback: marks, reasons and sources; the key only after the deadline.
c.GenerateFeedback.force = (
    True  # made anew each time: nbgrader would skip pages whose scores or deadline have changed
)
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "kapedu.grading.feedback_preprocessor.QuizFeedback",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.QuizFeedback.show_key = "after_deadline"  # or "always", "never"
# Our templates come first: feedback on one plain page, and no page loads anything from the network.
c.HTMLExporter.extra_template_basedirs = [
    str(kapedu_folder / "grading" / "templates"),
    str(nbgrader_folder / "server_extensions" / "formgrader" / "templates"),
]

c.ExportApp.plugin_class = "kapedu.grading.export.SafeCsvExporter"
