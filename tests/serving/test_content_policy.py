"""The policy of a page: which of its own scripts run. The hash is checked against one from the W3C's CSP text."""

import pytest

from kapedu.serving.content_policy import content_policy, inline_scripts


def scripts(policy):
    return next(part for part in policy.split("; ") if part.startswith("script-src"))


def test_a_script_is_named_by_the_hash_that_browsers_compute():
    # The example in CSP Level 2, section 7.17.5: the source is alert('Hello, world.');
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in scripts(
        content_policy(["alert('Hello, world.');"])
    )


def test_without_scripts_of_its_own_a_page_runs_none():
    assert scripts(content_policy()) == "script-src 'self' 'unsafe-eval' blob:"
    assert scripts(content_policy(any_inline=True)).endswith(" 'unsafe-inline'")


def test_nothing_may_be_asked_of_another_machine():
    policy = content_policy(["a()"])
    assert "//" not in policy.replace("sha256-", "")
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>a()</script>", ["a()"]),
        ("<SCRIPT type='module'>\nb()\n</SCRIPT>", ["\nb()\n"]),
        ('<script type="text/javascript">c()</script>', ["c()"]),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<script id="x" type="application/vnd.voila.cell-output+json">{}</script>', []),
        ('<script src="d.js" defer></script>', []),
        ("<p>script</p>", []),
    ],
)
def test_scripts_that_stand_in_a_page_are_found_and_data_is_not(html, found):
    assert inline_scripts(html) == found
