"""Who may be treated, how, and what can go wrong: rules, regimens, monitoring, risks and drills."""
