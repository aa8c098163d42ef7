from kapedu.widgets.protocols.protocol_planner import ProtocolPlanner, protocol_planner


def test_one_weight_serves_all_three_parts():
    planner = ProtocolPlanner()
    planner.weight.value = 90
    assert "45 mg" in planner.calculator.result.html
    assert planner.compare.comparison().patient.weight_kg == 90
    planner.maker.make.click()
    assert "45 mg" in planner.maker.parts.html


def test_a_weight_in_pounds_is_left_alone():
    planner = ProtocolPlanner()
    planner.calculator.weight_unit.value = "lb"
    planner.weight.value = 90
    assert planner.calculator.weight.value == 154


def test_it_says_first_that_it_does_not_treat():
    box = protocol_planner()
    assert "It does not treat" in box.children[0].html
    assert box.planner.box is box
