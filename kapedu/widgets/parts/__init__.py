"""The parts that activities are built of: native controls, layout, the plot view, lists, cards and boards."""
