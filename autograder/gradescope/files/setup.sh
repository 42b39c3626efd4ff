#!/usr/bin/env bash
# Gradescope runs this once, as root on an Ubuntu image, when the zip file is uploaded.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

new_enough() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

export DEBIAN_FRONTEND=noninteractive
install="apt-get install -y -qq --no-install-recommends"
apt-get update -qq
$install python3 python3-venv

python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    for version in 3.13 3.12 3.11; do
        if $install "python$version" "python$version-venv" && new_enough "python$version"; then
            python=python$version
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "This needs Python 3.11 or newer. Choose a newer Ubuntu as the base image in the autograder's settings." >&2
    exit 1
fi

"$python" -m venv /opt/autograder
/opt/autograder/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check -r requirements.txt

# Other users of this machine have no business with the checks.
chmod -R go-rwx .

# A zip that cannot grade is found out now, and not at the first submission.
./run_autograder --check
