#!/usr/bin/env bash
# Builds random.so against the headers of a version, into a folder. Usage: build.sh VERSION FOLDER
set -euo pipefail
mkdir -p "$2"
"${CC:-cc}" -std=c11 -O1 -g -Wall -Wextra -Werror -fPIC -shared "-I/usr/include/lua$1" \
  "$(dirname "$0")/random.c" -o "$2/random.so"
