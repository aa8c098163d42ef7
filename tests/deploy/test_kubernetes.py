"""What a cluster is given: values that fit the chart's schema, pods that know their account, a start script that
ends as that account. No cluster is at hand: the chart itself is not run here."""

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
import yaml

HERE = Path(__file__).resolve().parent
KUBERNETES = HERE.parents[1] / "course" / "deploy" / "kubernetes"
BECOME_ROOT = [] if os.geteuid() == 0 else ["sudo", "--non-interactive", "--preserve-env"]
UID = 10_123


def without_required(schema: Any) -> Any:
    """A schema that asks for nothing: what must be there stands in the chart's own values, over which ours are laid."""
    if isinstance(schema, list):
        return [without_required(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    asks = "properties" in schema and isinstance(schema.get("required"), list)
    return {
        name: without_required(part) for name, part in schema.items() if not (asks and name == "required")
    }


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return without_required(yaml.safe_load((HERE / "z2jh-values.schema.yaml").read_text(encoding="utf-8")))


@pytest.fixture
def values() -> dict[str, Any]:
    return yaml.safe_load((KUBERNETES / "values.yaml").read_text(encoding="utf-8"))


def test_the_values_fit_the_published_schema_of_the_chart(schema, values) -> None:
    jsonschema.Draft7Validator(schema).validate(values)


def test_the_schema_would_notice_a_name_that_the_chart_does_not_know(schema, values) -> None:
    values["singleuser"]["memroy"] = {"limit": "1G"}
    with pytest.raises(jsonschema.ValidationError, match="memroy"):
        jsonschema.Draft7Validator(schema).validate(values)


def spawner(name: str, number: int, *groups: str) -> SimpleNamespace:
    mounts = [{"name": "home", "mountPath": "/home/course"}, {"name": "class", "mountPath": "/x"}]
    user = SimpleNamespace(name=name, id=number, groups=[SimpleNamespace(name=group) for group in groups])
    return SimpleNamespace(user=user, environment={}, volume_mounts=mounts)


@pytest.fixture
def tell_pod() -> Any:
    config = SimpleNamespace(KubeSpawner=SimpleNamespace(pre_spawn_hook=None))
    exec((KUBERNETES / "pods.py").read_text(encoding="utf-8"), {"get_config": lambda: config})
    return config.KubeSpawner.pre_spawn_hook


def test_only_an_instructors_pod_sees_the_class(tell_pod) -> None:
    trainee, instructor = spawner("tess", 7, "kapedu-trainees"), spawner("ann", 3, "kapedu-instructors")
    for each in (trainee, instructor):
        tell_pod(each)
    assert [mount["name"] for mount in trainee.volume_mounts] == ["home"]
    assert "KAPEDU_CLASS" not in trainee.environment
    assert trainee.environment["KAPEDU_ROLE"] == "trainee"
    assert [mount["name"] for mount in instructor.volume_mounts] == ["home", "class"]
    assert instructor.environment["KAPEDU_ROLE"] == "instructor"
    assert trainee.environment["KAPEDU_UID"] != instructor.environment["KAPEDU_UID"]


def start(folder: Path, environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run start.sh where /etc is a copy that nobody else sees."""
    etc = folder / "etc"
    inner = f'cp -a /etc/. {etc} && mount --bind {etc} /etc && exec sh {KUBERNETES / "start.sh"} "$@"'
    unshare = ("unshare", "--mount", "--propagation", "private", "sh", "-c", inner, "start")
    etc.mkdir()
    return subprocess.run(
        [*BECOME_ROOT, *unshare, *command],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder() -> Any:
    made = Path(f"/tmp/kapedu-pod-{os.getpid()}")  # below a folder that the account may enter
    made.mkdir(mode=0o755)
    yield made
    subprocess.run([*BECOME_ROOT, "rm", "-rf", str(made)], check=True)


def test_the_start_script_ends_as_the_account_and_cannot_come_back(folder) -> None:
    variables = {
        "KAPEDU_USER": "tess",
        "KAPEDU_UID": str(UID),
        "KAPEDU_ROLE": "trainee",
        "KAPEDU_HOMES": str(folder / "home"),
    }
    done = start(
        folder, variables, "sh", "-c", "id; echo $HOME; grep NoNewPrivs /proc/self/status; touch mine"
    )
    assert done.returncode == 0, done.stderr
    assert re.search(rf"uid={UID}\(tess\).*9002\(kapedu-trainees\)", done.stdout)
    assert str(folder / "home") in done.stdout
    assert re.search(r"NoNewPrivs:\s+1", done.stdout)
    found = (folder / "home" / "mine").stat() if os.geteuid() == 0 else None
    assert found is None or found.st_uid == UID


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"KAPEDU_USER": "tess; rm", "KAPEDU_UID": "1", "KAPEDU_ROLE": "trainee"}, "cannot be an account"),
        (
            {"KAPEDU_USER": "tess", "KAPEDU_UID": "1", "KAPEDU_ROLE": "owner"},
            "neither instructor nor trainee",
        ),
        ({"KAPEDU_UID": "1", "KAPEDU_ROLE": "trainee"}, "KAPEDU_USER"),
    ],
)
def test_the_start_script_refuses_what_the_hub_would_not_send(folder, variables, reason) -> None:
    done = start(folder, variables, "true")
    assert done.returncode == 2
    assert reason in done.stderr


def test_the_image_is_built_from_files_that_exist() -> None:
    text = (KUBERNETES / "Dockerfile").read_text(encoding="utf-8")
    for inner in re.findall(r"/tmp/course/([\w./-]+)", text):
        assert (HERE.parents[1] / inner).exists(), inner
    assert "assessments/source" not in text
