"""The error of everything that watches over a session."""


class MonitoringError(ValueError):
    """A question about monitoring that makes no sense; the message says what is allowed."""
