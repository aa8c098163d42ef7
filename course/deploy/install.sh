#!/bin/sh
# Sets the course up for many people on one server. Run as root in the course's folder; safe to run again.
#
# KAPEDU_PREFIX  where everything goes (default /srv/kapedu)
# KAPEDU_VENV    an environment that has the course already, instead of a new one
#
# Nothing outside the prefix is changed but two groups of accounts.
set -eu

PREFIX=${KAPEDU_PREFIX:-/srv/kapedu}
VENV=${KAPEDU_VENV:-$PREFIX/venv}
PYTHON=${PYTHON:-python3}
COURSE=$(cd "$(dirname "$0")/../.." && pwd)
INSTRUCTORS=kapedu-instructors
TRAINEES=kapedu-trainees

[ "$(id -u)" = 0 ] || { echo "Run this as root: it makes groups and folders that belong to them." >&2; exit 2; }
for program in groupadd npm; do
    command -v "$program" >/dev/null || { echo "$program is missing; install it first (Debian: passwd, npm)." >&2; exit 2; }
done

groupadd -f "$INSTRUCTORS"
groupadd -f "$TRAINEES"
install -d -m 755 "$PREFIX" "$PREFIX/lessons" "$PREFIX/proxy"
install -d -m 700 "$PREFIX/hub"

if [ ! -x "$VENV/bin/python" ]; then
    echo "Making the environment in $VENV ..."
    "$PYTHON" -m venv "$VENV"
    "$VENV/bin/python" -m pip --quiet --disable-pip-version-check install --constraint "$COURSE/constraints.txt" "$COURSE[hub]"
fi

echo "Installing the proxy ..."
cp "$COURSE/course/deploy/package.json" "$PREFIX/proxy/"
npm install --prefix "$PREFIX/proxy" --no-audit --no-fund --no-package-lock --loglevel=error >/dev/null

echo "Copying the lessons for trainees (without assessments) ..."
rm -rf "$PREFIX/lessons.new"
mkdir -p "$PREFIX/lessons.new/assessments"
cp -R "$COURSE/course" "$COURSE/modules" "$PREFIX/lessons.new/"
cp "$COURSE/assessments/nbgrader_config.py" "$PREFIX/lessons.new/assessments/"
chmod -R u=rwX,go=rX "$PREFIX/lessons.new"
rm -rf "$PREFIX/lessons"
mv "$PREFIX/lessons.new" "$PREFIX/lessons"

echo "Preparing the instructors' class ..."
install -d -m 2770 -g "$INSTRUCTORS" "$PREFIX/class" "$PREFIX/class/assessments"
cp -R "$COURSE/course" "$COURSE/modules" "$PREFIX/class/"
cp "$COURSE/assessments/nbgrader_config.py" "$PREFIX/class/assessments/"
[ -d "$PREFIX/class/assessments/source" ] || cp -R "$COURSE/assessments/source" "$PREFIX/class/assessments/"
chgrp -R "$INSTRUCTORS" "$PREFIX/class"
chmod -R u=rwX,g=rwX,o= "$PREFIX/class"
find "$PREFIX/class" -type d -exec chmod g+s {} +

# nbgrader wants an exchange that everybody can write to; the class's own part in it is the instructors'.
install -d -m 1777 "$PREFIX/exchange"
install -d -m 2775 -g "$INSTRUCTORS" "$PREFIX/exchange/kapedu" "$PREFIX/exchange/kapedu/outbound"
install -d -m 2773 -g "$INSTRUCTORS" "$PREFIX/exchange/kapedu/inbound"
install -d -m 2771 -g "$INSTRUCTORS" "$PREFIX/exchange/kapedu/feedback"

cat <<END

Ready. Each person needs an account of this server in one of the two groups, for instance

    useradd --create-home --groups $TRAINEES anna && passwd anna

Start the hub with

    cd $PREFIX/hub && $VENV/bin/jupyterhub --config $COURSE/course/deploy/jupyterhub_config.py
END
