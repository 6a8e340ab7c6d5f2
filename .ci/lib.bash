# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Runs stages and adds up their tests; sourced by .ci/stages and .ci/run, which define one function stage_NAME for each
# stage. A stage calls `count` for the tests it ran; its status says whether it went well.

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
passed=0 failed=0 skipped=0
total_line='^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$'

count() { # count PASSED FAILED SKIPPED
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# Runs a command, shows what it prints, and counts by its total line, which is not shown: the only one is the last line.
# A command that fails without having counted a failure counts as one.
counted() {
    local log status=0 line
    log=$(mktemp)
    "$@" | tee "$log" | { grep --line-buffered -vE "$total_line" || true; } # grep may have nothing to show
    status=${PIPESTATUS[0]}
    line=$(grep -E "$total_line" "$log" | tail -n 1 || true)
    rm -f "$log"
    line=${line:-0 passed, 0 failed, 0 skipped}
    # shellcheck disable=SC2086
    count ${line//[!0-9 ]/}
    if [ "$status" != 0 ] && ! grep -q ', [1-9][0-9]* failed,' <<< "$line"; then
        echo "failed with status $status: $*" >&2
        count 0 1 0
    fi
    return "$status"
}

# Prints the home of the newest JDK of the machine.
newest_jdk() {
    local release newest=0 version home=${JAVA_HOME:-}
    for release in /usr/lib/jvm/*/release /opt/java/*/release; do
        [ -x "$(dirname "$release")/bin/java" ] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
        if [ "${version:-0}" -gt "$newest" ]; then
            newest=$version home=$(dirname "$release")
        fi
    done
    echo "$home"
}

# Starts the script anew with mounts of its own, where that is allowed: they end with its last process, however that ends. Tests that
# are killed leave file systems whose server is dead, and mkfs.btrfs, which looks at the mounts of all loop devices, fails on them. Those
# that others have left are forgotten here, and here alone.
own_mounts() { # own_mounts "$@"
    [ -z "${OWN_MOUNTS:-}" ] && unshare --mount true 2> /dev/null || return 0
    # shellcheck disable=SC2016
    OWN_MOUNTS=yes exec unshare --mount --propagation private bash -c '
        while read -r device target _; do
            [[ $device == /dev/loop* ]] || continue
            file=$(cat "/sys/block/${device#/dev/}/loop/backing_file" 2> /dev/null) # a partition has none
            [[ $(LC_ALL=C stat "$file" 2>&1) != *"Transport endpoint is not connected" ]] || umount --lazy "$target"
        done < /proc/mounts
        exec "$0" "$@"' "$0" "$@"
}

# Installs the packages of which a command or a file is missing.
need() { # need COMMAND=PACKAGE /FILE=PACKAGE...
    local each missing=""
    for each in "$@"; do
        case $each in
            /*) [ -e "${each%%=*}" ] ;;
            *) command -v "${each%%=*}" > /dev/null ;;
        esac || missing="$missing ${each#*=}"
    done
    [ -n "$missing" ] || return 0
    echo "installing$missing" >&2
    apt-get update -qq > /dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
}

# Runs stages, all without a name, each to its end, by the function that $run_each names; then calls `report` where there is one, shows
# again how those ended that failed, and prints the total. Fails if a stage or a test did, or none ran.
run_stages() {
    local name status=0 outermost=""
    # shellcheck disable=SC2086
    [ $# -gt 0 ] || set -- $stages
    for name in "$@"; do
        declare -F "stage_$name" > /dev/null || { echo "no stage $name; there are: $stages" >&2; exit 2; }
    done
    # Stages have stages: the innermost one that failed writes to the file of the outermost.
    [ -n "${FAILURES:-}" ] || { FAILURES=$(mktemp) outermost=yes && export FAILURES; }
    "$run_each" "$@" || status=1
    ! declare -F report > /dev/null || report
    if [ -n "$outermost" ]; then
        cat "$FAILURES"
        rm -f "$FAILURES"
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

run_each=in_turn

in_turn() { # in_turn STAGE...
    local name status=0
    for name in "$@"; do
        run_stage "$name" || status=1
    done
    return "$status"
}

# As many at a time as there are processors, for those that mostly wait and time nothing; shown one after the other.
concurrently() { # concurrently STAGE...
    local status=0
    beside=$(mktemp -d)
    set -m # in a process group of their own, so that they end with this script
    begin_stages "$@" &
    group=$!
    set +m
    in_turn "$@" || status=1
    rm -rf "$beside"
    beside="" group=""
    return "$status"
}

# Of the virtual machine, for the suite in such a stage. It compiles little, which else is a third to a half of the processor time of
# runs that end so soon; and the bound of a stall is 20 ms where nothing runs beside it.
options_beside="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -ea -Dio.netty.leakDetection.level=paranoid -Dio.asyncfs.test.strict=true \
-Dio.asyncfs.test.stall=200 -Dio.asyncfs.test.patience=60"

beside="" # where stages that run concurrently leave what they print, as NAME.out, and how they ended, as NAME.end
group=""  # their process group

# For the trap of a script that has such stages.
end_stages() { [ -z "$group" ] || kill -- "-$group" 2> /dev/null || true; }

begin_stages() { # begin_stages STAGE...
    local name
    for name in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
        begin_stage "$name" &
    done
    wait
}

begin_stage() {
    local status=0 at=$SECONDS
    passed=0 failed=0 skipped=0
    "stage_$1" < /dev/null > "$beside/$1.out" 2>&1 || status=1
    echo "$status $passed $failed $skipped $((SECONDS - at))" > "$beside/$1.new"
    mv "$beside/$1.new" "$beside/$1.end"
}

# Shows what a stage that runs beside prints, until it has ended, and counts its tests.
follow_stage() {
    local status=1 well=0 badly=1 not=0 took=0
    touch "$beside/$1.out"
    ( # in a shell of its own, since run_stage waits for its own $!
        until [ -e "$beside/$1.end" ] || ! kill -0 "$group" 2> /dev/null; do sleep 0.2; done &
        tail -n +1 -f --pid=$! "$beside/$1.out"
    )
    [ ! -e "$beside/$1.end" ] || read -r status well badly not took < "$beside/$1.end"
    count "$well" "$badly" "$not"
    echo "it took $took s, beside others"
    return "$status"
}

run_stage() {
    local status=0 before="$passed $failed $skipped" bad=$failed begun=$SECONDS known log run="stage_$1"
    log=$(mktemp) known=$(wc -c < "$FAILURES")
    [ -z "$beside" ] || run="follow_stage $1"
    echo "== $1"
    $run < /dev/null > >(tee "$log") 2>&1 || { status=1; echo "== $1 failed"; }
    wait $! # for tee
    # shellcheck disable=SC2086
    set_summary $before
    echo "== $1: $summary in $((SECONDS - begun)) s"
    [ "$failed" = "$bad" ] || status=1
    if [ "$status" = 1 ] && [ "$known" = "$(wc -c < "$FAILURES")" ]; then
        { echo "== $1 failed, and this is its end:"; tail -n 40 "$log"; } >> "$FAILURES"
    fi
    rm -f "$log"
    return "$status"
}

set_summary() { # set_summary PASSED FAILED SKIPPED, as they were before the stage
    summary="passed $((passed - $1)), failed $((failed - $2)), skipped $((skipped - $3))"
}
