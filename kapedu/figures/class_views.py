"""How a class is doing, as tables: progress, scores by item and trainee, what is weak, who needs a look."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from kapedu.grading.award import Award
    from kapedu.grading.class_report import ClassReport, Notice, Progress, ScoreGrid, Strength
    from kapedu.grading.item_statistics import ItemStatistics

_STEPS = 5
"""How many shades a share has; the number in the cell says the same."""
_BAR_WIDTH = 100


def percent(share: float | None) -> str:
    """A share as a reader sees it.

    Examples:
        >>> percent(0.666), percent(None)
        ('67%', '–')
    """
    return "–" if share is None else f"{share:.0%}"


def span(interval: tuple[float, float] | None) -> str:
    """An interval of shares.

    Examples:
        >>> span((0.41, 0.873)), span(None)
        ('41–87%', 'too few')
    """
    return _("too few") if interval is None else f"{100 * interval[0]:.0f}–{100 * interval[1]:.0f}%"


def _date(moment: datetime | None) -> str:
    return "–" if moment is None else f"{moment.astimezone():%-d %b %Y, %H:%M}"


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """A table that scrolls by itself where the page is narrow; the cells are HTML already."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    name = escape(caption, quote=True)
    return (
        f'<div class="kapedu-scroll {kind}" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="kapedu-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def progress_html(progress: Sequence[Progress]) -> str:
    """How far the class is, one line for each quiz."""
    rows = [
        (
            escape(one.assignment),
            _("{count} of {all}").format(count=one.handed_in, all=one.students),
            f"<b>{one.waiting}</b>" if one.waiting else "0",
            percent(one.mean),
            "–" if one.mean is None else span(one.interval),
            _date(one.latest),
            _date(one.due),
        )
        for one in progress
    ]
    columns = (
        _("Quiz"),
        _("Handed in"),
        _("Wait for you"),
        _("Mean score"),
        _("95% interval"),
        _("Last handed in"),
        _("Deadline"),
    )
    return _table(_("By quiz; the mean counts what is fully marked"), columns, rows)


def notices_html(notices: Sequence[Notice]) -> str:
    """Who needs a look, and why."""
    if not notices:
        return f"<p>{_('Nobody: nothing waits, and no submission has a remark.')}</p>"
    rows = [(escape(one.student), escape(one.assignment), escape(one.reason)) for one in notices]
    return _table(
        _("Remarks of grading, what is missing and what waits for you"),
        (_("Trainee"), _("Quiz"), _("Why")),
        rows,
        "kapedu-words",
    )


def grid_html(grid: ScoreGrid, students: Sequence[str]) -> str:
    """The heat map: a row for each trainee, a column for each item, the share of its points in each cell.

    Args:
        grid: The scores.
        students: Which rows, in which order.
    """
    columns = [
        _("Trainee"),
        _("All"),
        *(
            f'{number}<span class="kapedu-visually-hidden"> {escape(item)}</span>'
            for number, item in enumerate(grid.items, start=1)
        ),
    ]
    rows = []
    for student in students:
        scores = grid.scores[student]
        if scores is None:
            cells = [_cell("–", None)] * len(grid.items)
        else:
            cells = [_score_cell(one.share, points) for one, points in zip(scores, grid.points, strict=True)]
        rows.append((escape(student), f"<b>{percent(grid.so_far(student))}</b>", *cells))
    means = [_mean(grid.column(item)) for item in grid.items]
    rows.append(
        (
            _("Mean of the class"),
            "",
            *(_cell("–" if mean is None else f"{100 * mean:.0f}", mean) for mean in means),
        )
    )
    return _table(
        _("{quiz}: share of each question's points, in per cent").format(quiz=grid.assignment),
        columns,
        rows,
        "kapedu-heat",
    )


def _score_cell(share: float | None, points: float) -> str:
    if not points:
        return _cell("·", None)
    return _cell("…" if share is None else f"{100 * share:.0f}", share)


def grid_legend_html(grid: ScoreGrid) -> str:
    """Which question each column is, and what the signs mean."""
    items = "".join(
        f"<li>{escape(item)} ({points:g})</li>" for item, points in zip(grid.items, grid.points, strict=True)
    )
    shades = "".join(
        f"<li>{_cell(f'{100 * step // (_STEPS - 1)}', step / (_STEPS - 1))}</li>" for step in range(_STEPS)
    )
    return (
        f'<div class="kapedu-heat-legend"><p>{_("Darker means more of the points:")}</p><ul>{shades}</ul>'
        f"<p>{_('“…” waits for you, “–” was not handed in, “·” earns no points. “All” counts what is marked so far, less a late penalty.')}</p></div>"
        f"<details><summary>{_('Which question is which (points)')}</summary><ol>{items}</ol></details>"
    )


def grid_summary(grid: ScoreGrid) -> str:
    """The heat map in a sentence or two."""
    means = {item: mean for item in grid.items if (mean := _mean(grid.column(item))) is not None}
    if not means:
        return _("Nothing is marked yet.")
    ordered = sorted(means, key=lambda item: means[item])
    hardest = ", ".join(f"{item} ({percent(means[item])})" for item in ordered[:3])
    count = sum(row is not None for row in grid.scores.values())
    return _("{count} of {all} handed in. Lowest: {hardest}. Highest: {easiest}.").format(
        count=count,
        all=len(grid.students),
        hardest=hardest,
        easiest=f"{ordered[-1]} ({percent(means[ordered[-1]])})",
    )


def strengths_html(caption: str, found: Sequence[Strength], titles: Mapping[str, str]) -> str:
    """Objectives or competencies, the weakest first, with a bar each.

    Args:
        caption: What is listed.
        found: In the order to show.
        titles: What a name stands for, where it is a code.
    """
    if not found:
        return f"<p>{_('Nothing is marked yet.')}</p>"
    rows = []
    for one in found:
        name = f"{one.name}: {titles[one.name]}" if one.name in titles else one.name
        rows.append(
            (
                escape(name),
                f"{percent(one.share)}{_bar(one.share)}",
                span(one.interval),
                str(one.items),
                str(one.trainees),
            )
        )
    columns = (_("What is asked"), _("Share of points"), _("95% interval"), _("Questions"), _("Trainees"))
    return _table(caption, columns, rows, "kapedu-words")


def options_html(items: Sequence[ItemStatistics], numbers: Sequence[int]) -> str:
    """Which options were chosen, by how many, and how those did on the other questions."""
    rows = [
        (
            str(number),
            escape(item.item_id),
            "<br>".join(
                f"{escape(name)}: {count}" + ("" if rest is None else f" ({_('others')} {percent(rest)})")
                for name, (count, rest) in item.options.items()
            ),
        )
        for number, item in zip(numbers, items, strict=True)
        if item.options
    ]
    if not rows:
        return ""
    table = _table(
        _("How many chose each option; in brackets, their mean on the other questions"),
        (_("Question"), "Id", _("Options chosen")),
        rows,
        "kapedu-words",
    )
    return f"<details><summary>{_('Which options were chosen')}</summary>{table}</details>"


def times_html(rows: Sequence[tuple[int, str, str]], caveat: str) -> str:
    """How long each question took, with what such a time is worth.

    Args:
        rows: Number, id and time in words of each question.
        caveat: What a reader must know about these times.
    """
    cells = [(str(number), escape(item), escape(words)) for number, item, words in rows]
    columns = (_("Question"), "Id", _("Minutes: median (middle half)"))
    table = _table(_("How long each question was in front of trainees"), columns, cells, "kapedu-words")
    return f"<details><summary>{_('How long the questions took')}</summary><p>{escape(caveat)}</p>{table}</details>"


def awards_html(found: Sequence[Award]) -> str:
    """Who meets the criteria of a certificate, and what is missing for whom."""
    met = sum(one.is_met for one in found)
    rows = [
        (
            escape(one.student),
            f"<b>{_('Meets the criteria')}</b>" if one.is_met else _("Not yet"),
            "; ".join(escape(part) for part in one.missing),
        )
        for one in found
    ]
    told = _(
        "{met} of {all} meet what <code>assessments/certificate.yaml</code> asks for. Issue certificates at a shell: "
        "<code>kapedu grades badge issue --all</code>. They certify learning, not supervised practice."
    ).format(met=met, all=len(found))
    return f"<p>{told}</p>" + _table(
        _("Who meets the criteria"), (_("Trainee"), _("Certificate"), _("Missing")), rows, "kapedu-words"
    )


def report_empty(report: ClassReport) -> str:
    """What to do where there is nothing to show; empty where there is."""
    if not report.progress:
        return (
            "<p>"
            + _(
                "There is no gradebook yet. Generate, release, collect and autograde a quiz first: "
                "the guide <em>Run a graded quiz</em> says how."
            )
            + "</p>"
        )
    if not any(one.students for one in report.progress):
        return f"<p>{_('No trainee is in the gradebook yet. Collect and autograde a quiz first.')}</p>"
    return ""


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _cell(text: str, share: float | None) -> str:
    shade = "none" if share is None else str(min(_STEPS - 1, int(share * (_STEPS - 1) + 1 / 2)))
    return f'<span class="kapedu-shade kapedu-shade-{shade}">{text}</span>'


def _bar(share: float) -> str:
    return (
        f'<svg class="kapedu-share" viewBox="0 0 {_BAR_WIDTH} 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{_BAR_WIDTH}" height="6" class="kapedu-share-all"/>'
        f'<rect width="{_BAR_WIDTH * share:.1f}" height="6" class="kapedu-share-part"/></svg>'
    )
