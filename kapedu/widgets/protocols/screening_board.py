"""Dashboard: a patient's form by controls, with the findings beside it, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.screening_views import account_html, findings_html
from kapedu.language import N_, _, said
from kapedu.practice.screening import screen
from kapedu.practice.screening_file import section_title
from kapedu.practice.screening_profile import (
    DRUG_SCREEN,
    DRUGS,
    PREGNANCY,
    Profile,
    ScreeningError,
    indications,
    number_hint,
    number_title,
    questions,
)
from kapedu.practice.vignette import vignettes
from kapedu.widgets.parts.answer_grid import AnswerGrid
from kapedu.widgets.parts.controls import Button, Choice, Html, Select, TextField
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.shared_state import with_link

if TYPE_CHECKING:
    import ipywidgets

_EMPTY, _OPEN = "empty", ""
_NOT_KNOWN = N_("not known")
_NUMBERS = {
    "person": ("age_years", "weight_kg", "height_cm", "earlier_treatments"),
    "today": (
        "systolic_mmhg",
        "diastolic_mmhg",
        "heart_rate_bpm",
        "oxygen_saturation_percent",
        "alt_times_normal",
    ),
}
_ANSWERS = {"yes": N_("yes"), "no": N_("no"), "open": N_("not asked")}
_WORDS = {
    "not-possible": N_("not possible"),
    "negative": N_("negative"),
    "positive": N_("positive"),
    "not-tested": N_("not tested"),
    "stimulant": N_("stimulant"),
    "other": N_("other"),
    "ketamine": N_("ketamine"),
    "esketamine": N_("esketamine"),
}
_PARTS = {
    "person": N_("Person"),
    "today": N_("On the day"),
    "history": N_("History"),
    "readiness": N_("Readiness"),
}


class ScreeningBoard:
    """One form in four parts; every change is screened at once."""

    def __init__(self) -> None:
        self._loading = False
        cases = {_EMPTY: _("An empty form"), **{name: one.profile.label for name, one in vignettes().items()}}
        self.case = Select(_("Load"), cases, _EMPTY, _("Loading replaces what was filled in."))
        self.indication = Select(_("Reason"), {_OPEN: _(_NOT_KNOWN), **said(indications())}, _OPEN)
        self.drug = Select(
            _("Planned"), {_OPEN: _(_NOT_KNOWN), **{drug: _(_WORDS[drug]) for drug in DRUGS}}, _OPEN
        )
        self.pregnancy = Select(_("Pregnancy"), _offered(PREGNANCY), _OPEN)
        self.drug_screen = Select(_("Urine for drugs"), _offered(DRUG_SCREEN), _OPEN)
        self.numbers = {
            name: TextField(_(number_title(name)), hint=number_hint(name))
            for names in _NUMBERS.values()
            for name in names
        }
        self.medicines = TextField(
            _("Medicines, one a line"),
            hint=_(
                "Generic or trade names. Write none when none are taken; leave it empty when nobody asked."
            ),
            multiline=True,
        )
        self.equivalent = TextField(
            _(number_title("benzodiazepine_diazepam_mg")),
            hint=_("Only when one is taken. Tables differ twofold."),
        )
        self.grids = {
            section: AnswerGrid(
                _(section_title(section)),
                {one.name: _(one.ask) for one in questions().values() if one.section == section},
                said(_ANSWERS),
            )
            for section in ("today", "history", "readiness")
        }
        self.part = Choice(_("Part of the form"), said(_PARTS), "person")
        self.problem = Html("", live=True)
        self.account = FindingsView(live=True)
        self.findings = FindingsView()
        self.clear = Button(_("Mark the rest of this part as asked, nothing found"), self._clear, "quiet")
        self._parts = {
            "person": stack(
                row(self.indication, self.drug),
                row(*(self.numbers[name] for name in _NUMBERS["person"])),
                self.medicines,
                self.equivalent,
            ),
            "today": stack(
                row(*(self.numbers[name] for name in _NUMBERS["today"]), self.pregnancy, self.drug_screen),
                self.grids["today"],
            ),
            "history": self.grids["history"],
            "readiness": self.grids["readiness"],
        }
        form = stack(self.case, self.part, *self._parts.values(), self.clear, self.problem)
        found = stack(Html(f'<h3 class="kapedu-activity-title">{_("Findings")}</h3>'), self.findings)
        self.box: ipywidgets.VBox = activity(_("Screen a patient"), self.account, row(form, found), level=2)
        self.case.observe(self._load, names="value")
        self.part.observe(self._turn, names="value")
        for control in self._fields():
            control.observe(self._changed, names="value")
        self._turn(None)
        self._tell()

    def _fields(self) -> tuple[Any, ...]:
        return (
            self.indication,
            self.drug,
            self.pregnancy,
            self.drug_screen,
            self.medicines,
            self.equivalent,
            *self.numbers.values(),
            *self.grids.values(),
        )

    def _turn(self, _change: Any) -> None:
        """Show one part of the form."""
        for name, part in self._parts.items():
            part.layout.display = None if name == self.part.value else "none"
        self.clear.layout.display = None if self.part.value in self.grids else "none"

    def _clear(self) -> None:
        """Answer what is open in this part as if it had been asked and nothing had been found."""
        grid = self.grids[str(self.part.value)]
        asked = {
            one.name: "no" if one.bad else "yes"
            for one in questions().values()
            if one.section == self.part.value
        }
        given = {name: answer for name, answer in grid.value.items() if answer != "open"}
        grid.value = {**asked, **given}

    def _load(self, change: Any) -> None:
        """Fill the form with a case, or empty it."""
        profile = Profile() if change["new"] == _EMPTY else vignettes()[change["new"]].profile
        self._loading = True
        try:
            for control, value in (
                (self.indication, profile.indication),
                (self.drug, profile.drug),
                (self.pregnancy, profile.pregnancy),
                (self.drug_screen, profile.drug_screen),
            ):
                control.value = value or _OPEN
            for name, field in {**self.numbers, "benzodiazepine_diazepam_mg": self.equivalent}.items():
                field.value = f"{profile.numbers[name]:g}" if name in profile.numbers else ""
            listed = profile.medicines
            self.medicines.value = "" if listed is None else "\n".join(listed) or "none"
            for section, grid in self.grids.items():
                answers = {
                    one.name: profile.answers.get(one.name)
                    for one in questions().values()
                    if one.section == section
                }
                grid.value = {
                    name: {True: "yes", False: "no", None: "open"}[answer] for name, answer in answers.items()
                }
        finally:
            self._loading = False
        self._tell()

    def _changed(self, _change: Any) -> None:
        if not self._loading:
            self._tell()

    def profile(self) -> Profile:
        """What the form says.

        Raises:
            ScreeningError: A number that cannot be; names it and what is allowed.
        """
        from kapedu.practice.screening_entry import from_form

        words = {**{name: field.value for name, field in self.numbers.items()}}
        words["benzodiazepine_diazepam_mg"] = self.equivalent.value
        answers = {
            name: answer == "yes"
            for grid in self.grids.values()
            for name, answer in grid.value.items()
            if answer != "open"
        }
        return from_form(
            indication=self.indication.value or None,
            drug=self.drug.value or None,
            pregnancy=self.pregnancy.value or None,
            drug_screen=self.drug_screen.value or None,
            numbers=words,
            medicines=self.medicines.value,
            answers=answers,
        )

    def _tell(self) -> None:
        from html import escape

        try:
            result = screen(self.profile())
        except ScreeningError as error:
            self.problem.html = (
                f'<p class="kapedu-problem">{escape(str(error))}. {_("The findings wait for it.")}</p>'
            )
            return
        self.problem.html = ""
        self.account.html = account_html(result)
        self.findings.html = findings_html(result)


def _offered(words: tuple[str, ...]) -> dict[str, str]:
    return {_OPEN: _(_NOT_KNOWN), **{word: _(_WORDS[word]) for word in words}}


def screening_board() -> ipywidgets.VBox:
    """Fill in a patient's form and watch the findings; ten cases can be loaded."""
    board = ScreeningBoard()
    return with_link(board.box, {"case": board.case, "part": board.part})
