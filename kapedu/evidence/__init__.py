"""Effect sizes, pooling, bias, certainty, and trials that can be simulated before they are run.

Take what you need from its own module, so that a kernel loads no more than it shows:

- ``arm``, ``effect_size``, ``measure``, ``study``, ``reading``: from a report or a CSV file to studies
- ``selection``: which of the course's own trials may be pooled, and why the others may not
- ``pool``, ``subgroups``, ``meta_regression``, ``small_study``: from studies to a result with its warnings
- ``rob2``, ``grade``, ``absolute``: risk of bias, certainty, absolute effects per 1,000 people
- ``blinding``, ``blinding_index``: what happens when patients can tell, and how to measure it
- ``design``, ``trial_simulation``, ``crossover``, ``veterans_case``: planning a trial
"""
