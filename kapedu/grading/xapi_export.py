"""Results as xAPI statements (1.0.3), one JSON object per line, for a learning record store."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

_SCORED = {"id": "http://adlnet.gov/expapi/verbs/scored", "display": {"en": "scored"}}
_ANSWERED = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}}
_ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment"
_QUESTION = "http://adlnet.gov/expapi/activities/question"


class XapiExporter(ExportPlugin):
    """``nbgrader export --exporter kapedu.grading.xapi_export.XapiExporter --to results.jsonl``.

    A statement for each submission and one for each of its items. People appear as accounts of the course, by
    the id that nbgrader has; no names or addresses. The same result always has the same statement id, so that
    sending a file twice counts once.
    """

    home = Unicode(
        "https://kapedu.example", help="Address that the course's activities are named under."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the statements to ``self.to`` (default ``results.jsonl``)."""
        target = Path(self.to or "results.jsonl")
        self.log.info("Exporting statements to %s", target)
        wanted = {str(name) for name in self.assignment}
        chosen = {str(name) for name in self.student}
        with target.open("w", encoding="utf-8") as file:
            for assignment in gradebook.assignments:
                if wanted and assignment.name not in wanted:
                    continue
                for submission in assignment.submissions:
                    if chosen and submission.student.id not in chosen:
                        continue
                    for statement in self.statements(assignment, submission):
                        file.write(json.dumps(statement, ensure_ascii=False, sort_keys=True) + "\n")

    def statements(self, assignment: Any, submission: Any) -> Iterator[dict[str, Any]]:
        """The statements on one submission; nothing while it waits for a person, or where there are no points."""
        if submission.needs_manual_grade or not assignment.max_score:
            return
        actor = {"objectType": "Agent", "account": {"homePage": self.home, "name": submission.student.id}}
        place = f"{self.home}/assessments/{assignment.name}"
        moment = submission.timestamp
        when = {"timestamp": moment.replace(tzinfo=UTC).isoformat()} if moment else {}
        penalty = float(submission.late_submission_penalty or 0.0)
        score = max(0.0, float(submission.score) - penalty)
        yield _statement(actor, _SCORED, place, _ASSESSMENT, score, float(assignment.max_score), when)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                name = f"{place}/items/{grade.cell.name}"
                most = float(grade.max_score)
                if not most:  # a script concordance without a panel: answered, and nothing to state
                    continue
                yield _statement(actor, _ANSWERED, name, _QUESTION, float(grade.score), most, when)


def _statement(  # noqa: PLR0913, PLR0917 - the parts of a statement, in their order
    actor: dict[str, Any],
    verb: dict[str, Any],
    activity: str,
    kind: str,
    score: float,
    most: float,
    when: dict[str, str],
) -> dict[str, Any]:
    score = min(score, most)  # extra credit would pass the maximum, which a record store refuses
    result = {"score": {"raw": score, "min": 0.0, "max": most, "scaled": score / most}}
    text = json.dumps([actor, verb["id"], activity, result, when], sort_keys=True)
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, text)),
        "actor": actor,
        "verb": verb,
        "object": {"objectType": "Activity", "id": activity, "definition": {"type": kind}},
        "result": result,
        **when,
    }
