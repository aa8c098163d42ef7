from kapedu.figures.evidence_map import COLUMNS, VERDICTS, claims, counts, map_html, ordered, summary


def test_nothing_is_plainly_shown_in_people_as_the_lesson_says():
    assert counts("people")["shown"] == 0


def test_every_verdict_but_the_empty_one_has_a_finding_in_the_right_species():
    for claim in claims():
        for column, cell in claim.cells.items():
            assert (cell.finding is None) == (cell.verdict == "")
            if cell.finding:
                assert cell.finding.species == column


def test_the_summary_counts_every_claim_once():
    for column in COLUMNS:
        assert sum(counts(column).values()) == len(claims())
    assert summary("people").endswith(f"(of {len(claims())} claims).")


def test_sorting_by_people_keeps_every_claim_and_puts_the_empty_ones_last():
    order = ordered("people")
    assert sorted(claim.id for claim in order) == sorted(claim.id for claim in claims())
    ranks = [list(VERDICTS).index(claim.cells["people"].verdict) for claim in order]
    assert ranks == sorted(ranks)


def test_one_species_makes_one_column():
    assert map_html("people", "chain").count('scope="col"') == 2
    assert map_html(None, "chain").count('scope="col"') == 1 + len(COLUMNS)


def test_every_finding_carries_its_status():
    drawn = map_html(None, "chain")
    filled = sum(cell.finding is not None for claim in claims() for cell in claim.cells.values())
    assert drawn.count("status: ") == filled
