#!/usr/bin/env bash
# Builds the libraries against the headers of a version, into a folder; beside them files that are
# no libraries. Usage: build.sh VERSION FOLDER
set -euo pipefail
version=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")"
for name in a provider user; do
  "${CC:-cc}" -std=c11 -Wall -Wextra -Werror -fPIC -shared "-I/usr/include/lua$version" "$name.c" \
    -o "$folder/$name.so"
done
"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -fPIC -shared "-I/usr/include/lua$version" linked.c \
  "-llua$version" -o "$folder/linked.so"
cp "$folder/a.so" "$folder/v2-a.so"
cp "$folder/a.so" "$folder/a-old.so"
echo 'this is no library' >"$folder/text.so"
: >"$folder/empty.so"
# The machine of this one is another: e_machine is 0xffff.
cp "$folder/a.so" "$folder/foreign.so"
printf '\xff\xff' | dd of="$folder/foreign.so" bs=1 seek=18 conv=notrunc status=none
mkdir -p "$folder/folder.so"
