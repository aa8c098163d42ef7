from kapedu.widgets.evidence.ect_contrast import ect_contrast


def test_apart_and_pooled_tell_different_stories():
    contrast = ect_contrast().contrast
    assert contrast.view._shown["summary"].startswith("Not pooled")
    assert "Two answers" in contrast.says.html
    height = contrast.view.height_px
    widths = []
    for way in ("FE", "wald", "hksj"):
        contrast.way.value = way
        assert "Pooled risk difference" in contrast.view._shown["summary"]
        low, high = contrast._figure().table.rows[2][2].replace("−", "-").split(" to ")
        widths.append(float(high) - float(low))
    assert widths == sorted(widths)
    assert widths[2] > 200  # wider than all differences of two risks
    assert contrast.view.height_px > height
