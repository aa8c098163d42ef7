"""What a mark looks like to a trainee and to an instructor: HTML that can hold any answer safely."""

from html import escape

from kapedu.quiz import CONFIDENCE, Item, Key, Kind, Mark, Question, Verdict, key_lines

_LOOKS = {  # classes of the feedback page; formgrader, which has its own looks, shows the words alone
    Verdict.RIGHT: "kapedu-right",
    Verdict.PARTLY: "kapedu-partly",
    Verdict.WRONG: "kapedu-wrong",
    Verdict.EMPTY: "kapedu-empty",
    Verdict.UNREADABLE: "kapedu-wrong",
    Verdict.FOR_INSTRUCTOR: "kapedu-waits",
    Verdict.UNMARKED: "kapedu-waits",
}


def literal(text: str) -> str:
    """A trainee's text as HTML that shows it letter by letter.

    Besides HTML, neither Markdown nor mathematics nor nbgrader's region markers are recognised in it.
    """
    shown = []
    for character in text:
        plain = character.isalnum() or character in " \n,"
        shown.append(character if plain else f"&#{ord(character)};")
    return "".join(shown).replace("BEGIN ", "BEGIN&#32;").replace("END ", "END&#32;").replace("\n", "<br>")


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n") if part.strip())


def sources_html(key: Key) -> str:
    """Full references, each with its link, and the status of the facts that the key rests on."""
    from kapedu.knowledge import fact
    from kapedu.knowledge.citation import reference_html

    lines = "".join(
        f"<li>{reference_html(source).replace('</a><a', '</a> <a')}</li>" for source in key.sources
    )
    statuses = ", ".join(sorted({str(fact(path).status) for path in key.facts}))
    told = f" (status of the facts: {escape(statuses)})" if statuses else ""
    return f"<details><summary>Sources{told}</summary><ul>{lines}</ul></details>"


def question_html(item: Item) -> str:
    """What was asked."""
    then = (
        f"If you were thinking: {item.hypothesis}\nAnd then you learn: {item.finding}"
        if item.hypothesis
        else ""
    )
    return _paragraphs(item.stem) + _paragraphs(then)


def mark_html(question: Question, mark: Mark, points: float) -> str:
    """The feedback on one marked item: what was given, the verdict, why; never the key itself."""
    item, key = question.item, question.key
    score = f" ({(mark.fraction or 0.0) * points:.4g} of {points:g} points)" if points else ""
    parts = [question_html(item)]
    if mark.chosen:
        chosen = "".join(
            f"<li><b>{escape(item.option_text(option))}</b>{_reason(question, mark, option)}</li>"
            for option in mark.chosen
        )
        parts.append(f"<p>Your answer:</p><ul>{chosen}</ul>")
    elif mark.parts:
        parts.append(f"<p>Your answer:</p>{_parts_html(question, mark)}")
    elif mark.given:
        what = "Your run" if item.kind.is_run else "Your answer"
        parts.append(f"<p>{what}: <b>{literal(mark.given)}</b></p>")
    parts.append(f'<p class="{_LOOKS[mark.verdict]}"><b>{escape(mark.line)}</b>{score}</p>')
    if mark.confidence:
        parts.append(
            f"<p>You said: {escape(CONFIDENCE[mark.confidence].lower())}. This does not change the mark.</p>"
        )
    parts.append(_run_html(mark))
    if _reasons_wait(question, mark):
        parts.append("<p>The reasons would tell the right answers, so they are not shown here.</p>")
    if mark.verdict in {Verdict.RIGHT, Verdict.UNMARKED}:
        parts.append(_paragraphs(key.rationale.get("", "")))
    if key.review:
        parts.append(f"<p>Read again: {escape(key.review)}</p>")
    parts.append(sources_html(key))
    return "".join(parts)


def _reasons_wait(question: Question, mark: Mark) -> bool:
    """Whether the reasons of what was chosen would tell the key: who ticks everything would read which ticks are right.

    They are given when all of it is right, and with the key.
    """
    item = question.item
    return (
        (item.kind is Kind.MULTIPLE or item.kind.is_paired)
        and bool(mark.chosen or mark.parts)
        and mark.verdict is not Verdict.RIGHT
    )


def _reason(question: Question, mark: Mark, option: str) -> str:
    """Why an option is right or not, unless that has to wait."""
    reason = "" if _reasons_wait(question, mark) else question.key.rationale.get(option, "")
    return f"<br>{escape(reason)}" if reason else ""


def _parts_html(question: Question, mark: Mark) -> str:
    """An order or pairs as a list."""
    item = question.item
    if item.kind is Kind.ORDERING:
        return (
            "<ol>" + "".join(f"<li>{escape(item.option_text(step))}</li>" for step, _ in mark.parts) + "</ol>"
        )
    lines = []
    for option, target in mark.parts:
        told = _reason(question, mark, option)
        lines.append(f"<li>{escape(item.option_text(option))}<br><b>{escape(target)}</b>{told}</li>")
    return f"<ul>{''.join(lines)}</ul>"


def _run_html(mark: Mark) -> str:
    """Of a run: what failed the station, and the marks of each competency."""
    from kapedu.quiz.competency import COMPETENCIES

    failed = "".join(f"<li>{escape(text)}</li>" for text in mark.critical)
    told = f"<p><b>Critical errors:</b></p><ul>{failed}</ul>" if failed else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(share.name)} {escape(COMPETENCIES[share.name].title)}</th>'
        f"<td>{share.marks:g} of {share.possible:g}</td></tr>"
        for share in mark.shares
    )
    if not rows:
        return told
    return (
        f"{told}<table><caption>Marks of the checklist by competency</caption><tbody>{rows}</tbody></table>"
    )


def mark_plain(mark: Mark) -> str:
    """The feedback on one item in one line."""
    return f"{mark.line} Your {'run' if mark.shares else 'answer'}: {mark.given}" if mark.given else mark.line


def key_html(question: Question) -> str:
    """The right answer and every reason, for feedback after the deadline."""
    item, key = question.item, question.key
    earned = item.kind is Kind.FREE_TEXT or item.kind.is_run
    title = "What earned points" if earned else "Right answer" if item.points else "Key"
    lines = "".join(f"<li>{escape(line)}</li>" for line in key_lines(item, key))
    reasons = "".join(
        f"<p><b>{escape(item.option_text(option))}:</b> {escape(text)}</p>" if option else _paragraphs(text)
        for option, text in key.rationale.items()
    )
    return f"<p><b>{title}:</b></p><ul>{lines}</ul>{reasons}"


def instructor_source(question: Question, number: int) -> str:
    """What an instructor reads in place of the cell's program text: the question and, hidden later, its key."""
    item = question.item
    title = f"# Question {number}: {item.id} ({item.kind.label})"
    lines = "\n".join(f"#   {' '.join(line.split())}" for line in key_lines(item, question.key))
    return f"{title}\n### BEGIN HIDDEN TESTS\n# Key:\n{lines}\n### END HIDDEN TESTS"


def free_text_markdown(question: Question, mark: Mark, number: int) -> str:
    """A free text as an instructor reads and scores it; the rubric is taken out before feedback."""
    item, key = question.item, question.key
    answer = literal(mark.given) if mark.given else f"<i>{escape(mark.line)}</i>"
    rubric = "".join(f"<li>{escape(line)}</li>" for line in key_lines(item, key))
    reason = _paragraphs(key.rationale.get("", ""))
    return (
        f"<p><b>Question {number}</b></p>{_paragraphs(item.stem)}".replace("\n", " ")
        + "\n<!-- BEGIN HIDDEN TESTS -->\n"
        + f"<div><b>For the instructor: points for</b><ul>{rubric}</ul>{reason}</div>".replace("\n", " ")
        + "\n<!-- END HIDDEN TESTS -->\n"
        + f'<div class="kapedu-answer"><b>Answer:</b><br>{answer}</div>'
    )
