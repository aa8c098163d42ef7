"""What can be wrong with a question to the simulator. Every message says what is allowed."""


class DosingError(ValueError):
    """A dose or a regimen that cannot be given."""


class PatientError(ValueError):
    """A patient that the models do not cover."""


class TimeError(ValueError):
    """Times at which no concentration can be given."""
