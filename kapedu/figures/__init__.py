"""Drawings with their twins: a specification, a text summary and a table from the same numbers."""

from kapedu.figures.concentration import concentration
from kapedu.figures.figure import Figure, Table
from kapedu.figures.occupancy import occupancy
from kapedu.figures.series import Series, points, series

__all__ = ["Figure", "Series", "Table", "concentration", "occupancy", "points", "series"]
