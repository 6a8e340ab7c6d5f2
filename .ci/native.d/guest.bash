# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# A virtual machine with an arm64 kernel of Debian's and nothing but the driver on it; sourced by .ci/native. The emulator
# qemu-user passes system calls on to this machine's kernel, and does not know all of them; this has a kernel of its own.
# The kernel is downloaded once, to target/native-guest.

# shellcheck shell=bash disable=SC2154 # variables of .ci/native

guest=$root/target/native-guest

# Whether there is a guest for a CPU: the kernel is Debian's, and on arm64 itself nothing has to be emulated.
has_guest() { [ "$1" = aarch_64 ] && [ "$native_cpu" = x86_64 ] && grep -qx ID=debian /etc/os-release; }

# apt for arm64, with directories of its own: this machine's packages stay as they are.
guest_apt() {
    apt-get -qq -o "Dir::State=$guest/state" -o "Dir::Cache=$guest/cache" -o "Dir::State::status=$guest/status" \
        -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

get_kernel() {
    local package
    [ -f "$guest/vmlinuz" ] && return
    mkdir -p "$guest/state/lists/partial" "$guest/cache/archives/partial"
    : > "$guest/status"
    guest_apt update || return
    package=$(apt-cache -o "Dir::State=$guest/state" -o "Dir::Cache=$guest/cache" -o "Dir::State::status=$guest/status" \
        -o APT::Architecture=arm64 -o APT::Architectures::=arm64 depends --important linux-image-cloud-arm64 |
        sed -n 's/.*Depends: \(linux-image-[0-9][^ ]*\).*/\1/p' | head -n 1)
    (cd "$guest" && guest_apt download "$package" && dpkg-deb --fsys-tarfile "$package"_*.deb |
        tar -x --wildcards './boot/vmlinuz-*') && mv "$guest"/boot/vmlinuz-* "$guest/vmlinuz" &&
        rm -rf "${guest:?}"/{boot,cache,state,status,*.deb}
}

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
    get_kernel && make_initrd "$@" || return
    timeout 120 qemu-system-aarch64 -M virt -cpu max,pauth-impdef=on -m 512 -nographic -no-reboot -kernel "$guest/vmlinuz" \
        -initrd "$work/initrd" -append "console=ttyAMA0 quiet panic=-1" < /dev/null 2>&1 | tr -d '\r' > "$work/console"
    grep -v '^\[\|^guest: ' "$work/console"
    grep -qx 'guest: status 0' "$work/console" || { tail -n 5 "$work/console" >&2; return 1; }
}
