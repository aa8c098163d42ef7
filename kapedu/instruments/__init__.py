"""Rating scales: scoring, severity bands, alerts and change, each rule with its source."""

from kapedu.instruments.change import Change, Criterion, change, reliable_change_index
from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.follow_up import FollowUp, Visit, follow_up
from kapedu.instruments.instrument import Instrument, instrument, instruments
from kapedu.instruments.scoring import Score, parse_answers, score

__all__ = [
    "Change",
    "Criterion",
    "FollowUp",
    "Instrument",
    "InstrumentError",
    "Score",
    "Visit",
    "change",
    "follow_up",
    "instrument",
    "instruments",
    "parse_answers",
    "reliable_change_index",
    "score",
]
