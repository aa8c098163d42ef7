from kapedu.widgets.protocols.relapse_planner import RelapsePlanner


def test_an_empty_plan_lacks_much_and_a_good_one_nothing():
    planner = RelapsePlanner()
    assert "Still missing: 5" in planner.lacks.html
    planner.signs.value = ["sleep", "calls"]
    planner.watcher.value = "her sister <b>"
    planner.interval.value = "weekly"
    planner.rise.value = 6
    planner.call.value = "the clinic, the same day"
    assert "Nothing is missing" in planner.lacks.html
    assert "her sister &lt;b&gt;" in planner.plan.html
    assert "I call at once" in planner.plan.html


def test_a_threshold_within_the_error_is_named_with_its_source():
    planner = RelapsePlanner()
    planner.rise.value = 3
    assert "within its error" in planner.lacks.html
    assert "status: secondary" in planner.lacks.html
    planner.scale.value = "gad7"
    assert "A rise of 3 on the GAD-7" in planner.lacks.html
