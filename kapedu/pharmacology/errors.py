"""What can be wrong with a question to the simulator. Every message says what is allowed."""


class DosingError(ValueError):
    """A dose or a regimen that cannot be given."""


class ModelError(ValueError):
    """A question that the chosen model cannot answer, or a model that does not exist."""


class PatientError(ValueError):
    """A patient that the models do not cover."""


class TimeError(ValueError):
    """Times at which no concentration can be given."""


class ExtrapolationWarning(UserWarning):
    """An answer from outside what the model was fitted to; the message says in what way."""


class NotOnFileError(ValueError):
    """A figure that no source on file gives; nothing is made up instead."""
