"""What the models predict beside what was published or measured: the rows of course/guides/validation.md.

Every expected number is read from the data files. Nothing is left out because it fits badly; a row that is off by
more than `EXPLAIN_ABOVE_PERCENT` says why.
"""

from compared_parameters import anchors, cross_model, norketamine_tables, whole_population
from compared_reports import interaction_figures, nasal_tables, reported_peaks
from compared_series import digitised, digitised_metabolites

EXPLAIN_ABOVE_PERCENT = 15


def comparisons():
    """Every row, group by group."""
    makers = (
        anchors,
        whole_population,
        cross_model,
        norketamine_tables,
        reported_peaks,
        nasal_tables,
        digitised,
        digitised_metabolites,
        interaction_figures,
    )
    return [row for make in makers for row in make()]
