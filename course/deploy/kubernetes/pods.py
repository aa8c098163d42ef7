"""What each pod is told: which account it makes, and whether it sees the class. Loaded by the hub of the cluster."""

from typing import Any

# The numbers of accounts, above those that an image uses itself; the hub's own number of a user never changes.
FIRST_UID = 10_000
INSTRUCTORS = "kapedu-instructors"

CLASS_FOLDER = "/srv/kapedu/class"

c = get_config()


def tell_pod(spawner: Any) -> None:
    """Name the account of this pod, and mount the class for instructors alone."""
    instructor = INSTRUCTORS in {group.name for group in spawner.user.groups}
    spawner.environment.update(
        KAPEDU_ROLE="instructor" if instructor else "trainee",
        KAPEDU_USER=spawner.user.name,
        KAPEDU_UID=str(FIRST_UID + spawner.user.id),
    )
    spawner.volume_mounts = [each for each in spawner.volume_mounts if each["name"] != "class"]
    if instructor:
        spawner.environment.update(KAPEDU_CLASS=CLASS_FOLDER, KAPEDU_SHARED="1")
        spawner.volume_mounts.append({"name": "class", "mountPath": CLASS_FOLDER})


c.KubeSpawner.pre_spawn_hook = tell_pod
