# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# A virtual machine with an arm64 kernel of Debian's and nothing but the driver on it; sourced by .ci/native. The emulator
# qemu-user passes system calls on to this machine's kernel, and does not know all of them; this has a kernel of its own.
# The kernel is downloaded once a month, as one of .ci/kernels.

# shellcheck shell=bash disable=SC2154 # variables of .ci/native and of debian.bash

# Whether there is a guest for a CPU: the kernel is Debian's, and on arm64 itself nothing has to be emulated.
has_guest() { [ "$1" = aarch_64 ] && [ "$native_cpu" = x86_64 ] && has_debian; }

make_initrd() { # make_initrd CPU LIBRARY
    local name=${1/aarch_64/aarch64} tree=$work/guest
    mkdir -p "$tree/lib" "$tree/dev"
    "$(compiler_of "$1")" "${cflags[@]}" "$driver/guest/init.c" -o "$tree/init" || return
    cp "$work/drive-$1" "$tree/drive"
    cp "$2" "$tree/library.so"
    cp /usr/"$name"-linux-gnu/lib/{ld-linux-aarch64.so.1,libc.so.6} "$tree/lib"
    (cd "$tree" && find . | cpio --quiet -o -H newc) > "$work/initrd"
}

# Boots, drives and prints what the driver does; fails as it does, or if the machine did not get that far.
boot_guest() { # boot_guest CPU LIBRARY
    debian_lock && debian_kernel arm64 trixie && make_initrd "$@" || return
    timeout 120 qemu-system-aarch64 -M virt -cpu max,pauth-impdef=on -m 512 -nographic -no-reboot -kernel "$debian/kernel-arm64-trixie/vmlinuz" \
        -initrd "$work/initrd" -append "console=ttyAMA0 quiet panic=-1" < /dev/null 2>&1 | tr -d '\r' > "$work/console"
    grep -v '^\[\|^guest: ' "$work/console"
    grep -qx 'guest: status 0' "$work/console" || { tail -n 5 "$work/console" >&2; return 1; }
}
