"""Scores and comments that a person gave, as they stand in the gradebook."""

from typing import Any


def scores_by_hand(notebook: Any, assignment: str, student: str) -> list[dict[str, Any]]:
    """What was scored or commented on by hand in one submitted notebook of the gradebook."""
    comments = {comment.cell.name: comment.manual_comment for comment in notebook.comments}
    return [
        {
            "assignment": assignment,
            "notebook": notebook.name,
            "student": student,
            "item": grade.cell.name,
            "manual_score": grade.manual_score,
            "extra_credit": grade.extra_credit,
            "comment": comments.get(grade.cell.name),
        }
        for grade in notebook.grades
        if grade.manual_score is not None or grade.extra_credit or comments.get(grade.cell.name)
    ]
