# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Boots a virtual machine without any help of the hardware; sourced by .ci/kernels after images.bash.

# shellcheck shell=bash disable=SC2154 # variables of those who source this

# One processor: with two, that is two threads of the emulator, QEMU 7.2 has races where programs change their own code, of
# which one Java virtual machine in about sixty died (SIGILL, SIGSEGV in compiled code), and in its cmpxchg16b and time
# stamp counter, of which one boot of 6.12 in five did. The other processors run other guests.
emulator_amd64=(qemu-system-x86_64 -accel "tcg,thread=single" -cpu "max,-cx16")
cmdline_amd64="console=ttyS0 tsc=unstable"
# A server's processor and not "max": on that one of some hundred Java virtual machines died and one hung; here none of 60.
emulator_arm64=(qemu-system-aarch64 -accel "tcg,thread=single" -M virt -cpu neoverse-n1)
cmdline_arm64="console=ttyAMA0"

disk() { # disk NUMBER FILE OPTIONS: a namespace of one NVMe device, whose driver no kernel has as a module
    printf '%s\n' -drive "if=none,id=disk$1,format=raw,file=$2,$3" -device "nvme-ns,drive=disk$1,bus=nvme,nsid=$1"
}

# Does a task as root on a kernel and prints what it prints. Fails as it does, or when it has not ended in time. A kernel gives
# what it is told and does not know, such as TASK, to the environment of the guest's first process.
boot() { # boot ARCHITECTURE RELEASE SECONDS TASK
    local place disks
    local -n emulator=emulator_$1 console=cmdline_$1
    place=$(mktemp -d "$work/machine-XXXXXX")
    truncate -s 8G "$place/test" && make_ext4 test "$place/test" -N 200000 || return
    mapfile -t disks < <(disk 1 "$debian/root-$1-$2.img" snapshot=on,cache=unsafe
        disk 2 "$work/jars-$1" readonly=on
        disk 3 "$place/test" cache=unsafe,discard=unmap)
    timeout --foreground "$3" "${emulator[@]}" -smp 1 -m 3072 -nographic -no-reboot \
        -kernel "$debian/kernel-$1-$2/vmlinuz" -device nvme,id=nvme,serial=asyncfs "${disks[@]}" \
        -append "$console root=PARTUUID=${root_id#0x}-01 rootfstype=ext4 rw init=/sbin/init mitigations=off quiet loglevel=1 panic=-1 TASK=$4" \
        < /dev/null 2>&1 |
        sed -u 's/\r\+$//' | tee "$place/console" | sed -u '1,/^guest: begin$/d; /^guest: status/,$d'
    grep -qx 'guest: status 0' "$place/console" && rm -rf "$place" && return
    grep -q '^guest: status' "$place/console" || { echo "the machine did not get to the end:"; tail -n 40 "$place/console"; } >&2
    rm -rf "$place"
    return 1
}
