#!/bin/sh
# Runs a JupyterHub of the course in a world of its own: /etc, /home and /srv are copies that nobody else sees
# (a private mount namespace), so that accounts can be made and nothing of them is left on the machine.
#
#   unshare --mount --propagation private in_own_world.sh FOLDER VENV PASSWORD ACCOUNT:GROUP ...
set -eu
WORLD=$1; VENV=$2; PASSWORD=$3; shift 3
COURSE=$(cd "$(dirname "$0")/../../.." && pwd)

mkdir -p "$WORLD/etc" "$WORLD/home" "$WORLD/srv" "$WORLD/python"
cp -a /etc/. "$WORLD/etc/"
for name in etc home srv; do mount --bind "$WORLD/$name" "/$name"; done

KAPEDU_VENV=$VENV sh "$COURSE/course/deploy/install.sh" >&2
for each in "$@"; do
    useradd --create-home --groups "${each#*:}" "${each%%:*}"
    echo "${each%%:*}:$PASSWORD" | chpasswd
done

# The accounts must be able to read the Python that the environment was made from.
BASE=$("$VENV/bin/python" -c 'import sys; print(sys.base_prefix)')
case $BASE in
/root/*)
    mount --bind "$BASE" "$WORLD/python"
    mount -t tmpfs -o mode=755 tmpfs /root
    mkdir -p "$BASE"
    mount --bind "$WORLD/python" "$BASE"
    ;;
esac

cd /srv/kapedu/hub
exec "$VENV/bin/python" -m jupyterhub --config "$COURSE/course/deploy/jupyterhub_config.py"
