#!/usr/bin/env bash
# Runs once, when Gradescope builds the autograder.
set -euo pipefail

source_folder="${AUTOGRADER:-/autograder}/source"
environment="${AUTOGRADER:-/autograder}/venv"

apt-get update
apt-get install -y --no-install-recommends python3 python3-venv
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Receptive needs Python 3.11 or newer: choose Ubuntu 24.04 as the base image." >&2
  exit 1
}
python3 -m venv "$environment"
"$environment/bin/pip" install --no-cache-dir -r "$source_folder/requirements.txt"
packages="$("$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
cp -r "$source_folder/receptive" "$packages/"
cd /
"$environment/bin/python" -P -m receptive doctor || true  # says how well student code is confined here
