"""Figures in an author's text: ``[[sheet.path]]`` becomes the number of that fact, so that text and fact cannot disagree."""

import re
from dataclasses import replace

from kapedu.cases.case import Ground
from kapedu.cases.check_case import SIGN_OFF, names_unsigned_dose
from kapedu.cases.errors import CaseError
from kapedu.cases.fields import Fields
from kapedu.cases.read_parts import read_ground
from kapedu.knowledge import KnowledgeError, fact
from kapedu.knowledge.quantity import Status

_PLACE = re.compile(r"\[\[([^\[\]]*)\]\]")


def told(text: str, where: str) -> str:
    """The text with the numbers of facts in it.

    Raises:
        CaseError: There is no such fact, or it is unverified; names the place.

    Examples:
        >>> told("nothing for [[monitoring.fasting.food]] h", "here")
        'nothing for 2 h'
    """

    def number(found: re.Match[str]) -> str:
        try:
            quantity = fact(found[1])
        except KnowledgeError as error:
            raise CaseError(f"{where}: [[{found[1]}]] cannot be used; {error}") from None
        if quantity.status is Status.UNVERIFIED:
            raise CaseError(f"{where}: [[{found[1]}]] is unverified; say it without the number")
        return quantity.number_text

    return _PLACE.sub(number, text)


def read_told_ground(fields: Fields) -> Ground:
    """``why``, ``sources`` and ``status``, with the numbers of facts in the reason.

    Raises:
        CaseError: As :func:`told`; or the reason names an unverified dose or threshold without its label.
    """
    where = fields.at("why")
    ground = read_ground(fields, required=True)
    ground = replace(ground, why=told(ground.why, where))
    if names_unsigned_dose(ground):
        raise CaseError(
            f"{where}: it names a dose or threshold that is unverified; add the words: {SIGN_OFF}"
        )
    return ground
