# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Packages of other releases and processors of Debian, unpacked and never installed: apt with directories of its own, so
# that this machine's packages stay as they are. Sourced by .ci/kernels and .ci/native, which set $root.

# shellcheck shell=bash disable=SC2154

debian=$root/target/kernels

# Whether packages can be had: apt knows a mirror of Debian. It does not before it has lists, as in a new container.
has_debian() {
    grep -qx ID=debian /etc/os-release || return
    [ -n "$(debian_mirror)" ] || apt-get update -qq > /dev/null && [ -n "$(debian_mirror)" ]
}

# Keeps others from what is in $debian, until this shell and what it started have ended.
debian_lock() {
    local lock
    mkdir -p "$debian" && exec {lock}> "$debian/lock" || return
    flock -n "$lock" || { echo "waiting for another .ci/kernels or .ci/native, which holds $debian/lock" >&2 && flock "$lock"; }
}

# Where this machine's own packages come from; the other releases are there, too.
debian_mirror() {
    local release
    release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        sed -n "s/^$release main //p" | head -n 1
}

debian_apt() { # debian_apt COMMAND ARCHITECTURE RELEASE ARGUMENT...
    APT_CONFIG="$debian/apt-$2-$3/conf" "$1" -qq "${@:4}"
}

# Makes the directories of apt for a processor and a release, and gets the list of packages.
debian_update() { # debian_update ARCHITECTURE RELEASE
    local dir=$debian/apt-$1-$2
    mkdir -p "$dir/state/lists/partial" "$dir/cache/archives/partial" "$dir/none"
    : > "$dir/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $2 main" > "$dir/sources.list"
    cat > "$dir/conf" <<END
Dir::State "$dir/state";
Dir::State::status "$dir/status";
Dir::Cache "$dir/cache";
Dir::Etc::SourceList "$dir/sources.list";
Dir::Etc::SourceParts "$dir/none";
Dir::Etc::PreferencesParts "$dir/none";
APT::Architecture "$1";
APT::Architectures { "$1"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
Acquire::Retries "3";
END
    debian_apt apt-get "$1" "$2" update # each time: a mirror keeps no package for ever
}

# Unpacks packages and what they depend on into a tree, whose /bin, /lib and /sbin may be symbolic links.
debian_unpack() { # debian_unpack ARCHITECTURE RELEASE TREE PACKAGE...
    local archive archives=$debian/apt-$1-$2/cache/archives
    rm -f "$archives"/*.deb # of a run that was ended: there may be newer ones by now
    debian_update "$1" "$2" && debian_apt apt-get "$1" "$2" install --download-only -y "${@:4}" > /dev/null || return
    for archive in "$archives"/*.deb; do
        dpkg-deb --fsys-tarfile "$archive" | tar -x --keep-directory-symlink -C "$3" || return
    done
    rm -f "$archives"/*.deb
}

# Whether a file that was made of packages is there, and of this month: the mirror has newer ones by then.
debian_is_recent() { [ -n "$(find "$1" -mtime -30 2> /dev/null)" ]; }

# Unpacks the newest kernel of a release, its image and modules, into the directory kernel-ARCHITECTURE-RELEASE, once a month;
# the packages that a kernel depends on to be installed are of no use here.
debian_kernel() { # debian_kernel ARCHITECTURE RELEASE
    local package dir=$debian/kernel-$1-$2
    debian_is_recent "$dir/vmlinuz" && return
    debian_update "$1" "$2" || return
    package=$(debian_apt apt-cache "$1" "$2" depends --important "linux-image-cloud-$1" |
        sed -n 's/.*Depends: \(linux-image-[0-9][^ ]*\).*/\1/p' | head -n 1)
    rm -rf "$dir"
    mkdir -p "$dir" && (cd "$dir" && debian_apt apt-get "$1" "$2" download "$package" &&
        dpkg-deb --fsys-tarfile "$package"_*.deb | tar -x --wildcards './boot/vmlinuz-*' '*lib/modules/*' &&
        rm "$package"_*.deb && mv boot/vmlinuz-* vmlinuz && touch vmlinuz) # which had the time of its making
}
