from kapedu.widgets.evidence.three_intervals import three_intervals


def test_the_set_and_the_model_change_what_is_drawn():
    activity = three_intervals().intervals
    assert "pooled 1.50" in activity.view._shown["summary"]
    activity.set.value = "four"
    assert "4 studies, pooled −3.34" in activity.view._shown["summary"]
    activity.method.value = "FE"
    assert "Prediction" not in activity.view._shown["summary"]
