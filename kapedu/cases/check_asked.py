"""What a case asks for by name must be there: scenes, options, questions, events, actions."""

from kapedu.cases.action import OWN_WORDS, read_action
from kapedu.cases.case import Case
from kapedu.cases.errors import CaseError, nearest
from kapedu.cases.read_parts import Words


def check_asked(words: Words, case: Case) -> None:
    """Refuse a name that leads nowhere.

    Args:
        words: What was asked for while the case was read, with the places.
        case: The whole case.

    Raises:
        CaseError: Nothing in the case answers to a name; says where it stands and what was probably meant.
    """
    for where, name in words.scenes:
        if name not in case.scenes:
            known = ", ".join(case.scenes)
            raise CaseError(
                f"{where}: there is no scene {name!r}; there are {known}{nearest(name, case.scenes)}"
            )
    moves = [*(move for scene in case.scenes.values() for move in scene.options), *case.questions]
    known_deeds = {move.key for move in moves} | {event.id for event in case.events} | set(case.scenes)
    known_deeds |= {move.id for scene in case.scenes.values() for move in scene.options}
    for where, name in words.deeds:
        verb, colon, _ = name.partition(":")
        if name in known_deeds:
            continue
        if colon and (verb not in OWN_WORDS or verb == "wait"):
            try:
                read_action(name)
            except CaseError as error:
                raise CaseError(f"{where}: {error}") from None
            continue
        raise CaseError(
            f"{where}: {name!r} is no option, question, event, scene or action of this case{nearest(name, known_deeds)}"
        )
