"""The shared helper package of the course: facts, models, figures and activities.

Importing it is nearly free; each room is imported where it is needed.
"""

__version__ = "0.1.0"
