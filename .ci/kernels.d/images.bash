# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# The disks of the virtual machines; sourced by .ci/kernels after debian.bash.

# shellcheck shell=bash disable=SC2154 # variables of those who source this

# What the guests have, of Debian 12, whose JDK is the oldest that asyncfs runs on.
guest_packages="base-files base-passwd bash coreutils dash dmsetup e2fsprogs findutils grep hostname iproute2 kmod mawk
    mount openjdk-17-jre-headless procps sed util-linux xfsprogs"

# How the kernel finds its root: newer ones number disks in the order in which they answer.
root_id=0x6173796e

# The root file system for a processor, with the modules of a kernel: an image in $debian, made once a month.
root_image() { # root_image ARCHITECTURE RELEASE
    local modules kernel=$debian/kernel-$1-$2 image=$debian/root-$1-$2.img tree=$debian/root-$1
    debian_kernel "$1" "$2" || return
    debian_is_recent "$image" && [ "$image" -nt "$kernel/vmlinuz" ] && return
    root_tree "$1" "$tree" || return
    for modules in "$kernel"{,/usr}/lib/modules/*; do
        [ -d "$modules" ] || continue
        mkdir -p "$tree/lib/modules"
        cp -R "$modules" "$tree/lib/modules" && depmod -b "$tree" "${modules##*/}" || return
    done
    truncate -s 3G "$image.new" && printf 'label: dos\nlabel-id: %s\nstart=2048\n' "$root_id" | sfdisk -q "$image.new" &&
        make_ext4 root "$image.new" -d "$tree" -E offset=1048576 && mv "$image.new" "$image" && rm -rf "$tree"
}

root_tree() { # root_tree ARCHITECTURE DIRECTORY
    local directory tree=$2
    rm -rf "$tree"
    mkdir -p "$tree"/usr/{bin,sbin,lib,lib64} "$tree"/{asyncfs,dev,proc,root,run,sys,test,tmp}
    for directory in bin sbin lib lib64; do
        ln -s "usr/$directory" "$tree/$directory"
    done
    # shellcheck disable=SC2086
    debian_unpack "$1" bookworm "$tree" $guest_packages && configure "$tree"
}

make_ext4() { # make_ext4 LABEL IMAGE OPTION...
    local label=$1 image=$2
    shift 2
    mke2fs -q -t ext4 -m 0 -L "asyncfs-$label" "$@" "$image" > /dev/null
}

# What the packages' own scripts would have done.
configure() { # configure TREE
    local jdk
    jdk=$(echo "$1"/usr/lib/jvm/java-17-openjdk-*)
    ln -sf "${jdk#"$1"}/bin/java" "$1/usr/bin/java"
    [ -e "$1/bin/sh" ] || ln -s dash "$1/bin/sh"
    ln -sf mawk "$1/usr/bin/awk"
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' > "$1/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' > "$1/etc/group"
    printf '127.0.0.1 localhost guest\n::1 localhost\n' > "$1/etc/hosts"
    printf 'hosts: files\npasswd: files\ngroup: files\n' > "$1/etc/nsswitch.conf"
    ln -sf /proc/mounts "$1/etc/mtab"
    # All else is on the second disk, which is made for each run. The kernel goes on before it has found all disks.
    cat > "$1/sbin/init" <<'END'
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
until findfs LABEL=asyncfs-jars && findfs LABEL=asyncfs-test; do sleep 0.1; done > /dev/null 2>&1
mount -o ro LABEL=asyncfs-jars /asyncfs
exec sh /asyncfs/init
END
    chmod 755 "$1/sbin/init"
}

# The jars that ./asyncfs runs with the native library for the processor, a script to run, and those it may call. All
# machines with that processor read one image: what is built or edited while they run changes nothing for later ones.
jars_image() { # jars_image ARCHITECTURE IMAGE SCRIPT
    local tree=$2.tree cpu=x86_64 built
    [ "$1" = amd64 ] || cpu=aarch_64
    read -r built _ < "$root/target/asyncfs/stamp"
    rm -rf "$tree"
    mkdir -p "$tree/lib"
    cp "$root/target/asyncfs/$built"/*.jar "$tree/lib" && rm -f "$tree/lib"/asyncfs-native-*-linux-*.jar &&
        cp "$root"/asyncfs-native/target/asyncfs-native-*-linux-$cpu.jar "$tree/lib" &&
        cp "$root"/.ci/kernels.d/guest/* "$tree" && cp "$3" "$tree/run" || return
    if [ "$1" = arm64 ]; then
        rm "$tree/lib"/netty-transport-native-io_uring-*.jar && cp "$debian"/jars/*.jar "$tree/lib" || return
    fi
    truncate -s 128M "$2" && make_ext4 jars "$2" -d "$tree" && rm -rf "$tree"
}

# That library, for both processors, and Netty's for its own io_uring on arm64, which the suite does not have: it has the
# module name of the one for x86_64.
native_jars() {
    local netty
    netty=$(sed -n 's|.*<netty.version>\(.*\)</netty.version>.*|\1|p' "$root/pom.xml")
    flock "$root/target/asyncfs/lock" mvn -B -ntp -q -Dstyle.color=never -f "$root/pom.xml" -pl asyncfs-native -DskipTests \
        -Dasyncfs.native.cross=true package &&
        rm -rf "$debian/jars" && # there may be one of another version
        mvn -B -ntp -q -Dstyle.color=never -f "$root/pom.xml" -N dependency:copy -DoutputDirectory="$debian/jars" \
            "-Dartifact=io.netty:netty-transport-native-io_uring:$netty:jar:linux-aarch_64"
}
