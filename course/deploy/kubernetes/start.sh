#!/bin/sh
# Starts one person's server in a pod: makes their account, then becomes it. Runs as root and gives that up.
#
# KAPEDU_USER, KAPEDU_UID, KAPEDU_ROLE come from the hub (pods.py); KAPEDU_HOMES is where the home volume is
# mounted; KAPEDU_PYTHON is the Python that has the course. Arguments take the place of the server.
set -eu

user=${KAPEDU_USER:?is set by the hub}
uid=${KAPEDU_UID:?is set by the hub}
role=${KAPEDU_ROLE:?is set by the hub}
home=${KAPEDU_HOMES:-/home/course}
python=${KAPEDU_PYTHON:-/opt/kapedu/venv/bin/python}
group=kapedu-${role}s

case $user in
*[!a-z0-9_.-]* | [!a-z_]* | "") echo "The name '$user' cannot be an account: letters a-z, digits, _ . - are allowed." >&2; exit 2 ;;
esac
case $role in
instructor | trainee) ;;
*) echo "The role '$role' is neither instructor nor trainee." >&2; exit 2 ;;
esac

groupadd -f -g 9001 kapedu-instructors
groupadd -f -g 9002 kapedu-trainees
id "$user" >/dev/null 2>&1 || useradd --no-create-home --home-dir "$home" --uid "$uid" --groups "$group" "$user"
mkdir -p "$home"
chown "$uid:$(id -g "$user")" "$home"
chmod 700 "$home"

[ $# -gt 0 ] || set -- "$python" -m kapedu.serving.hub_app
cd "$home"
exec setpriv --reuid "$uid" --regid "$(id -g "$user")" --init-groups --no-new-privs \
    env HOME="$home" USER="$user" LOGNAME="$user" "$@"
