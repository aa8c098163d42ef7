"""``kapedu facts``: the list for a physician at a shell."""

from kapedu import cli
from kapedu.knowledge.sign_off import PAGE, sign_off_page


def facts(capsys, *words):
    code = cli.main(["facts", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_list_is_printed(capsys):
    assert facts(capsys, "sign-off") == (0, sign_off_page(), "")


def test_the_list_is_written_into_the_course(capsys, tmp_path):
    (tmp_path / PAGE).parent.mkdir(parents=True)
    code, out, err = facts(capsys, "sign-off", "--write", "--course", str(tmp_path))
    assert (code, out, err) == (0, f"{PAGE}: written\n", "")
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == sign_off_page()


def test_the_course_around_here_is_found(capsys, tmp_path, monkeypatch):
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / "modules").mkdir()
    monkeypatch.chdir(tmp_path / "modules")
    assert facts(capsys, "sign-off", "--write")[0] == 0
    assert (tmp_path / PAGE).is_file()


def test_a_folder_that_is_no_course_is_told_in_one_line(capsys, tmp_path):
    code, out, err = facts(capsys, "sign-off", "--write", "--course", str(tmp_path))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "there is no course/guides" in err


def test_a_page_that_cannot_be_written_is_told_in_one_line(capsys, tmp_path):
    (tmp_path / PAGE).mkdir(parents=True)
    code, _, err = facts(capsys, "sign-off", "--write", "--course", str(tmp_path))
    assert (code, err.count("\n")) == (2, 1)
    assert "cannot be written" in err
