#!/bin/sh
# Writes the golden files anew, from the interpreters of this machine: lua5.2, lua5.3, lua5.4, gcc.
set -e
cd "$(dirname "$0")"
mkdir -p golden
for level in 5.2 5.3 5.4; do
  root=$(mktemp -d)
  cp -r modules/. ./*.lua "$root"
  while read -r library file; do
    mkdir -p "$(dirname "$root/$file")"
    gcc -shared -fPIC -D"$library" -DLEVEL_$(echo $level | tr -d .) -o "$root/$file.so" libraries.c
  done < libraries.txt
  echo "no library" > "$root/garbage.so"
  mkdir "$root/dir.so"
  for probe in require searchers paths compat libraries; do
    (cd "$root" && lua$level harness.lua "$probe" "$root" so) > "golden/$probe-$level.txt"
  done
  rm -r "$root"
done
