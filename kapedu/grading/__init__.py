"""Grading with nbgrader: answer sheets are marked, nothing of a trainee's is executed."""

from kapedu.grading.course_setup import PreparedAssignment, prepare_assignments

__all__ = ["PreparedAssignment", "prepare_assignments"]
