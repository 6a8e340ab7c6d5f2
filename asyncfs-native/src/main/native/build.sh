#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Builds the Linux native library for the CPU that the compiler compiles for:
#
#   build.sh OUTPUT    writes OUTPUT/META-INF/native/libasyncfs_1_linux_<arch>.so unless it is newer than its sources
#
# CC names the compiler (default cc; aarch64-linux-gnu-gcc builds for arm64 on any machine), JAVA_HOME the JDK whose headers
# are used (default: the one of `java`).
set -eu

fail() {
    echo "asyncfs-native: $*" >&2
    exit 1
}

[ $# -eq 1 ] || fail "usage: build.sh OUTPUT_DIRECTORY"
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../c
CC=${CC:-cc}

[ "$(uname -s)" = Linux ] || fail "the native library is for Linux; this is $(uname -s)"
machine_flags=
# Without a compiler the CPU of this machine, which names the file that may be there already.
machine=$("$CC" -dumpmachine 2> /dev/null || uname -m)
case $machine in
    x86_64* | amd64*) arch=x86_64 ;;
    aarch64* | arm64*)
        arch=aarch_64
        # The out-of-line atomics are functions of libgcc, which is not linked.
        machine_flags=-mno-outline-atomics
        ;;
    *) fail "no system call wrappers for the CPU $machine (x86_64 and aarch64 have them)" ;;
esac

output=$1/META-INF/native/libasyncfs_1_linux_$arch.so
if [ -f "$output" ] && [ -z "$(find "$sources" "$here/build.sh" -type f -newer "$output" | head -n 1)" ]; then
    exit 0
fi

command -v "$CC" > /dev/null 2>&1 ||
    fail "no C compiler ($CC): install gcc and libc6-dev (apt-get install gcc libc6-dev), or set CC"

if [ -z "${JAVA_HOME:-}" ] || [ ! -f "$JAVA_HOME/include/jni.h" ]; then
    command -v java > /dev/null 2>&1 || fail "no java on the PATH and no JAVA_HOME: install a JDK (17 or newer)"
    JAVA_HOME=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
fi
[ -f "$JAVA_HOME/include/jni.h" ] ||
    fail "$JAVA_HOME has no include/jni.h: set JAVA_HOME to a JDK (17 or newer), not a runtime"

mkdir -p "$(dirname "$output")"
# Another build may be at work beside this one: whoever renames last wins, and nobody ever sees half a file.
temporary=$output.$$
trap 'rm -f "$temporary"' EXIT
trap 'exit 1' HUP INT TERM

# No libc and no start files. -z max-page-size: Android and arm64 have pages of 16 KiB. $machine_flags is one word or none.
# shellcheck disable=SC2086
"$CC" -std=c11 -O2 -shared -fPIC -nostdlib -ffreestanding -fvisibility=hidden -fno-stack-protector $machine_flags \
    -Wall -Wextra -Werror \
    -I "$JAVA_HOME/include" -I "$JAVA_HOME/include/linux" -I "$sources/common" -I "$sources/linux" \
    "$sources"/common/*.c "$sources"/linux/*.c \
    -Wl,-z,defs -Wl,-z,max-page-size=16384 -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now \
    -o "$temporary" ||
    fail "$CC failed (it needs the headers of libc6-dev and linux-libc-dev, 5.11 or newer)"

if command -v readelf > /dev/null 2>&1 && readelf -d "$temporary" | grep -q '(NEEDED)'; then
    readelf -d "$temporary" >&2
    fail "the library must not need another one"
fi
if command -v readelf > /dev/null 2>&1 && readelf -lW "$temporary" | grep ' LOAD ' | grep -qv ' 0x4000$'; then
    readelf -lW "$temporary" >&2
    fail "its segments must be aligned for pages of 16 KiB"
fi
mv "$temporary" "$output"
echo "asyncfs-native: built $output"
