"""What can be wrong with a score sheet. Every message says what is allowed."""


class InstrumentError(ValueError):
    """A scale that does not exist, answers that cannot be scored, or a question that a scale cannot answer."""
