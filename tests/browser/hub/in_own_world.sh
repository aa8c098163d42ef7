#!/bin/sh
# Runs a JupyterHub of the course in a world of its own: /etc and /srv are copies that nobody else sees
# (a private mount namespace), so that accounts can be made and nothing of them is left on the machine.
#
#   unshare --mount --propagation private in_own_world.sh FOLDER VENV PASSWORD ACCOUNT:GROUP ...
set -eu
WORLD=$1; VENV=$2; PASSWORD=$3; shift 3
COURSE=$(cd "$(dirname "$0")/../../.." && pwd)

mkdir -p "$WORLD/etc" "$WORLD/srv/home"
cp -a /etc/. "$WORLD/etc/"
for name in etc srv; do mount --bind "$WORLD/$name" "/$name"; done

KAPEDU_VENV=$VENV sh "$COURSE/course/deploy/install.sh" >&2
for each in "$@"; do
    useradd --base-dir /srv/home --create-home --groups "${each#*:}" "${each%%:*}"
    echo "${each%%:*}:$PASSWORD" | chpasswd
done

# The accounts must be able to read Python, its environment and the course: what of it lies in root's home is shown in
# an otherwise empty one.
BASE=$("$VENV/bin/python" -c 'import sys; print(sys.base_prefix)')
number=0
for path in "$BASE" "$VENV" "$COURSE"; do
    case $path in
    /root/*)
        number=$((number + 1))
        mkdir -p "$WORLD/kept/$number"
        mount --bind "$path" "$WORLD/kept/$number"
        echo "$path" >"$WORLD/kept/$number.path"
        ;;
    esac
done
if [ "$number" -gt 0 ]; then
    mount -t tmpfs -o mode=755 tmpfs /root
    while [ "$number" -gt 0 ]; do
        path=$(cat "$WORLD/kept/$number.path")
        mkdir -p "$path"
        mount --bind "$WORLD/kept/$number" "$path"
        number=$((number - 1))
    done
fi

cd /srv/kapedu/hub
exec "$VENV/bin/python" -m jupyterhub --config "$COURSE/course/deploy/jupyterhub_config.py"
