# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Java's numbers against the kernel's headers for each CPU; sourced by .ci/native.

# shellcheck shell=bash disable=SC2154 # variables of .ci/native

# The table of the library of a CPU has every field of Java's layouts with Java's value, and a value for every name.
has_table() { # has_table CPU KIND
    "${runner[@]}" "$work/drive-$1" "$(library_of "$1")" --table | sort > "$work/table" || return
    awk -v kind="$2" '
        NR == FNR { value[$1] = $2; next }
        $1 != kind { next }
        { fields++ }
        !($2 in value) { print $2 " is not in the table"; bad = 1; next }
        kind == "layout" && value[$2] != $3 { print $2 " is " $3 " in Java and " value[$2] " in C"; bad = 1 }
        END { exit bad || fields < 20 }' "$work/table" "$work/abi"
}

# Assertions for what the headers have. What they lack must be newer than they are, by what its comment says.
has_constants() { # has_constants CPU
    local version name value since compiler
    compiler=$(compiler_of "$1")
    version=$(echo '#include <linux/version.h>' | "$compiler" -E -dM - |
        awk '/LINUX_VERSION_CODE/ { print int($3 / 65536) * 1000 + int($3 / 256) % 256 }')
    echo '#include <linux/io_uring.h>' | "$compiler" -E -dD - | grep -oE 'IO[A-Z0-9_]+' | sort -u > "$work/known"
    echo '#include <linux/io_uring.h>' > "$work/constants.c"
    while read -r name value; do
        if grep -qx "$name" "$work/known"; then
            echo "_Static_assert((__typeof__($value)) ($name) == $value, \"$name\");" >> "$work/constants.c"
            continue
        fi
        since=$(grep -B 1 -w "$name =" "$root/asyncfs-native/src/main/java/io/asyncfs/jni/UringConstants.java" |
            sed -nE 's/.*[Ss]ince ([0-9]+)\.([0-9]+)\..*/\1 \2/p' | awk '{ print $1 * 1000 + $2 }')
        [ "${since:-0}" -gt "$version" ] || { echo "$name is not in the headers, which are not older"; return 1; }
    done < <(sed -n 's/^constant //p' "$work/abi")
    [ "$(wc -l < "$work/constants.c")" -gt 40 ] || { echo "too few constants"; return 1; }
    "$compiler" -std=c11 -fsyntax-only "$work/constants.c"
}

stage_abi() {
    local cpu kind
    "$java_home/bin/javac" -proc:none -d "$work/classes" "$root"/asyncfs-native/src/main/java/io/asyncfs/jni/*.java \
        "$root/asyncfs-native/src/test/java/io/asyncfs/jni/PrintAbi.java" &&
        "$java_home/bin/java" -cp "$work/classes" io.asyncfs.jni.PrintAbi > "$work/abi" || return
    for cpu in $cpus; do
        build_driver "$cpu" "$(compiler_of "$cpu")" || return
        set_runner "$cpu"
        for kind in layout name; do
            check "$cpu: table, $kind" has_table "$cpu" "$kind"
        done
        check "$cpu: constants of io_uring" has_constants "$cpu"
    done
}
