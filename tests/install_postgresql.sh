#!/bin/sh
# Makes sure that the long tests find a PostgreSQL: one that is there already, else Debian's package when we may
# install it. The tests start a server of their own in a temporary folder; no running server is touched.
set -eu

if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    exit 0
fi
may_install=""
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        may_install="env"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        may_install="sudo -n"
    fi
fi
if [ -z "$may_install" ]; then
    echo "The long tests need PostgreSQL's programs (initdb, pg_ctl). Install them, on Debian with:" >&2
    echo "    sudo apt-get install postgresql" >&2
    exit 1
fi
echo "Installing Debian's postgresql for the long tests ..."
$may_install apt-get update -qq
$may_install DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
