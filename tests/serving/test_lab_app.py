"""JupyterLab as the course serves it: where it is found, what it reads, who sees what."""

import json
import runpy
from pathlib import Path

import pytest

from kapedu.serving.lab_app import (
    CourseNotFoundError,
    Place,
    find_course,
    hidden_names,
    page_config_for,
    prepare_state,
)

REPOSITORY = Path(__file__).resolve().parents[2]
TEACHERS_TOOLS = {
    "@jupyter/nbgrader:formgrader",
    "@jupyter/nbgrader:create-assignment",
    "@jupyter/nbgrader:course-list",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course folder with the real settings."""
    for folder in ("modules", "assessments", "kapedu", "course/jupyter"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "course" / "index.ipynb").write_text("{}", encoding="utf-8")
    for source in (REPOSITORY / "course" / "jupyter").glob("*.json"):
        (tmp_path / "course" / "jupyter" / source.name).write_text(
            source.read_text(encoding="utf-8"), encoding="utf-8"
        )
    return tmp_path


def test_the_course_is_found_from_a_folder_inside_it(root: Path) -> None:
    assert find_course(root / "modules", Path("/nowhere/kapedu")) == root


def test_the_course_is_found_beside_the_package_when_started_elsewhere(root: Path, tmp_path_factory) -> None:
    assert find_course(tmp_path_factory.mktemp("elsewhere"), root / "kapedu") == root


def test_no_course_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(CourseNotFoundError, match=str(tmp_path)):
        find_course(tmp_path, tmp_path / "lib" / "kapedu")


def test_a_broken_settings_file_is_named_with_its_line(root: Path) -> None:
    (root / "course" / "jupyter" / "lab.json").write_text('{\n"disabled": [}', encoding="utf-8")
    with pytest.raises(CourseNotFoundError, match=r"lab\.json, line 2"):
        page_config_for(Place(root))


@pytest.mark.parametrize("instructor", [False, True])
def test_only_an_instructor_gets_the_teachers_tools(root: Path, *, instructor: bool) -> None:
    hook = page_config_for(Place(root, instructor=instructor))
    page = hook(None, {"federated_extensions": [{"name": "kapedu"}, {"name": "jupyterlab-plotly"}]})
    assert page["federated_extensions"] == [{"name": "kapedu"}]
    assert TEACHERS_TOOLS.isdisjoint(page["disabledExtensions"]) is instructor
    assert TEACHERS_TOOLS.isdisjoint(page["lockedExtensions"]) is instructor
    assert "@jupyterlab/extensionmanager-extension" in page["disabledExtensions"]
    assert page["kapeduCourse"] == "true"


def test_extensions_that_others_have_disabled_stay_disabled(root: Path) -> None:
    page = page_config_for(Place(root))(
        None, {"federated_extensions": [], "disabledExtensions": ["somebody:else"]}
    )
    assert "somebody:else" in page["disabledExtensions"]


def test_a_trainees_page_forgets_the_layout_and_an_instructors_keeps_it(root: Path) -> None:
    for instructor in (False, True):
        place = Place(root, instructor=instructor)
        layout = place.state / "workspaces" / "default.jupyterlab-workspace"
        layout.parent.mkdir(parents=True)
        layout.write_text("{}", encoding="utf-8")
        page_config_for(place)(None, {"federated_extensions": []})
        assert layout.exists() is instructor


def test_a_trainees_file_list_hides_everything_but_the_course(root: Path) -> None:
    hidden = hidden_names(Place(root))
    assert {"assessments", "kapedu", "*.yaml"} <= set(hidden)
    assert not {"course", "modules", "my-work"} & set(hidden)
    assert "assessments" not in hidden_names(Place(root, instructor=True))


def test_the_lab_never_asks_for_news_or_updates_and_saves_no_widget_state(root: Path) -> None:
    for instructor in (False, True):
        place = Place(root, instructor=instructor)
        prepare_state(place)
        settings = json.loads((place.state / "app-settings" / "overrides.json").read_text(encoding="utf-8"))
        notification = settings["@jupyterlab/apputils-extension:notification"]
        assert notification["fetchNews"] == "false"
        assert notification["checkForUpdates"] is False
        assert settings["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is False
        assert ("@jupyterlab/application-extension:shell" in settings) is not instructor


def test_every_folder_that_jupyter_is_sent_to_exists_inside_the_course(root: Path) -> None:
    environment = prepare_state(Place(root))
    others = {"JUPYTER_PLATFORM_DIRS", "KAPEDU_LANGUAGE", "KAPEDU_RECORD"}
    folders = [Path(value) for name, value in environment.items() if name not in others]
    assert len(folders) >= 5
    for folder in folders:
        assert folder.is_dir()
        assert folder.is_relative_to(root / ".kapedu")


def test_nbgraders_settings_are_read_from_the_assessments(root: Path) -> None:
    (root / "assessments" / "nbgrader_config.py").write_text("", encoding="utf-8")
    environment = prepare_state(Place(root))
    read = []
    config = Path(environment["JUPYTER_CONFIG_DIR"]) / "nbgrader_config.py"
    runpy.run_path(str(config), {"load_subconfig": lambda name, path: read.append(Path(path) / name)})
    assert read == [root / "assessments" / "nbgrader_config.py"]


def test_settings_name_only_plugins_and_settings_that_jupyterlab_has() -> None:
    import jupyterlab
    from jupyter_core.paths import ENV_JUPYTER_PATH

    schemas = {}
    share = Path(ENV_JUPYTER_PATH[0])
    for folder in (share / "lab" / "schemas", *(share / "labextensions").rglob("schemas")):
        for schema in folder.rglob("*.json"):
            plugin = f"{schema.parent.relative_to(folder).as_posix()}:{schema.stem}"
            schemas[plugin] = json.loads(schema.read_text(encoding="utf-8"))
    assert schemas, f"no settings of JupyterLab {jupyterlab.__version__} found in {share}"
    for name in ("overrides.json", "overrides-trainee.json"):
        settings = json.loads((REPOSITORY / "course" / "jupyter" / name).read_text(encoding="utf-8"))
        for plugin, values in settings.items():
            known = schemas[plugin].get("properties", {}).keys() | {"menus"}
            assert values.keys() <= known, f"{name}: {plugin}"


def test_a_trainee_keeps_a_record_in_their_own_folder_and_an_instructor_none(root: Path) -> None:
    assert prepare_state(Place(root))["KAPEDU_RECORD"] == str(root / "my-work" / "record.jsonl")
    assert "KAPEDU_RECORD" not in prepare_state(Place(root, instructor=True))
