#!/usr/bin/env bash
# Builds the checks of the C API against the headers of a version, into a folder.
# Usage: apitest.sh VERSION FOLDER
set -euo pipefail
version=$1
folder=$2
cd "$(dirname "$0")"
mkdir -p "$folder"
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wno-format-truncation -Werror -fPIC -shared \
  "-I/usr/include/lua$version" ./*.c -o "$folder/apitest.so"
