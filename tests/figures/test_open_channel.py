from hypothesis import given
from hypothesis import strategies as st

from kapedu.figures.open_channel import CHANNELS, Scene, scene_html

ACTIONS = st.lists(st.sampled_from(["moment", "flood", "add", "wash"]), max_size=40)


def play(actions, scene=None):
    scene = scene or Scene()
    for action in actions:
        if action in ("add", "wash"):
            scene = scene.with_ketamine(action == "add")
        else:
            scene = scene.next_moment(flood=action == "flood")
    return scene


def test_the_busy_cell_is_blocked_first():
    scene = play(["add", "moment"])
    assert scene.busy.count("blocked") > scene.quiet.count("blocked") > 0


def test_more_glutamate_means_more_block():
    assert play(["add", "flood"]).quiet.count("blocked") > play(["add", "moment"]).quiet.count("blocked")


def test_ketamine_alone_blocks_no_closed_channel():
    assert "blocked" not in play(["add"]).busy


def test_washing_frees_no_channel_until_it_opens_again():
    trapped = play(["add", "flood", "wash"])
    assert trapped.busy.count("blocked") == CHANNELS
    later = play(["moment", "moment"], trapped)
    assert later.busy.count("blocked") == 0
    assert later.quiet.count("blocked") > 0


@given(ACTIONS)
def test_without_ketamine_block_never_grows_and_with_it_never_shrinks(actions):
    scene = play(actions)
    after = scene.next_moment()
    for before_cell, after_cell in ((scene.busy, after.busy), (scene.quiet, after.quiet)):
        before, now = before_cell.count("blocked"), after_cell.count("blocked")
        assert now >= before if scene.ketamine else now <= before
        assert len(after_cell) == CHANNELS


@given(ACTIONS)
def test_the_words_tell_what_the_drawing_shows(actions):
    scene = play(actions)
    drawn = scene_html(scene)
    assert scene.summary in drawn
    legend = 1
    blocked = scene.busy.count("blocked") + scene.quiet.count("blocked")
    assert drawn.count("kapedu-channel-blocked") == blocked + legend
