/**
 * The two shell scripts that hold a sandbox: the keeper outside it and the init inside it. They are shell because both
 * must outlive a netnone that crashed, and because everything they do is mount(8) and unshare(1).
 */

import { MACHINE } from "../../core/machine.ts";

/**
 * The keeper: starts the init in namespaces of its own and, once that is gone, removes the control groups made for it,
 * the one thing that does not vanish with its namespaces. It leads a session of its own, so that Ctrl-C in the user's
 * terminal does not reach it; the end of its standard input, which netnone holds open, is what ends the sandbox.
 *
 * Arguments: the name of the control group to make (may be empty), the init script, unshare and its options.
 */
export const KEEPER = String.raw`
set -u
group=$1 init=$2
shift 2
made=()
if [ -n "$group" ]; then
  while IFS=: read -r _ controllers path; do
    if [ -z "$controllers" ]; then
      if [ -e /sys/fs/cgroup/cgroup.procs ]; then root=/sys/fs/cgroup path=/; else root=/sys/fs/cgroup/unified; fi
    else
      root=/sys/fs/cgroup/${"${controllers#name=}"}
    fi
    [ -d "$root" ] || continue
    directory=$root$path
    directory=${"${directory%/}"}/$group
    mkdir "$directory" || { echo "cannot make the control group $directory" >&2; break; }
    made+=("$directory")
    for file in cpuset.cpus cpuset.mems; do
      # A cpuset of version 1 takes no process before it has processors and memory.
      [ -e "$root/cgroup.sane_behavior" ] && [ -e "$directory/$file" ] && cat "$directory/../$file" > "$directory/$file"
    done
  done < /proc/self/cgroup
fi
exec 3<&0
(
  for directory in ${'${made[@]+"${made[@]}"}'}; do
    echo 0 > "$directory/cgroup.procs" || exit
  done
  exec "$@" bash -c "$init" netnone-init <&3
)
status=$?
exec 3<&- 0<&-
for directory in ${'${made[@]+"${made[@]}"}'}; do
  # The last processes are dying; their group can go when they have gone.
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    find "$directory" -depth -type d -exec rmdir {} + 2>/dev/null
    [ -d "$directory" ] || break
    sleep 0.05
  done
done
exit $status
`;

/**
 * The daemon is a child of the init, which reaps it; its other paths are the usual ones, and lie in memory. It finds a host that
 * forwards already, so that it leaves the policy of FORWARD alone: by DROP no bridge or router of a script's own would pass anything on.
 */
const DOCKERD = `{ echo 1 > /proc/sys/net/ipv4/ip_forward; exec dockerd --bip ${MACHINE.bridgeAddress}; }`;

/**
 * The machine's network card: a tap device, the only kind of link this needs no other end for that has a carrier, and has
 * it only while a process holds it open and reads. perl-base is on every Debian; 0x400454ca is TUNSETIFF, 0x1002
 * IFF_TAP | IFF_NO_PI (linux/if_tun.h). Carrier off and on again is what a card looks like that was plugged in (state UP).
 */
const UPLINK = String.raw`perl -e '
  open(my $tap, "+<", "/dev/net/tun") or die "/dev/net/tun: $!\n";
  my $request = pack("a16 S x22", "${MACHINE.uplink.device}", 0x1002);
  ioctl($tap, 0x400454ca, $request) or die "TUNSETIFF: $!\n";
  open(my $ready, ">", "/run/netnone/uplink"); close($ready);
  my $frame; 1 while sysread($tap, $frame, 65536);
'`;

/**
 * The init, process 1 of the sandbox: gives it mounts of its own, says its process id as seen from outside, and waits
 * for the end of its standard input. When it exits the kernel kills every process of its pid namespace, and with the
 * last of them go the mounts, interfaces and everything written. The orders it takes are
 * single words, for what must be its children.
 *
 * Mounts: /sys anew (it shows the interfaces of the network namespace it was mounted in), /run, /tmp and /root empty,
 * /etc, /usr and /var as they are but with writes kept in memory
 * (as root; in a user namespace they belong to somebody else and are not to be written at all). /run starts without /run/netns, as on a machine that has
 * just booted.
 */
export const INIT = String.raw`
set -eu
exec 2>&1
read -r pid _ < /proc/self/stat
mount --make-rprivate /
groups=$(cat /proc/self/cgroup 2>/dev/null || true)
mount -t proc -o nosuid,nodev,noexec proc /proc
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -m 700 /run/netnone
mount -t tmpfs -o mode=700 tmpfs /run/netnone
old=none
if [ -n "$NETNONE_CGROUPS" ]; then
  [ -e /sys/fs/cgroup/cgroup.procs ] && old=2 || old=1
fi
mount -t sysfs -o nosuid,nodev,noexec sysfs /sys
if [ "$old" = 2 ]; then
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  # A group that hands controllers down may hold no process itself (cgroups(7), "no internal processes").
  mkdir /sys/fs/cgroup/init
  while read -r process; do echo "$process" > /sys/fs/cgroup/init/cgroup.procs || true; done < /sys/fs/cgroup/cgroup.procs
  for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do
    echo "+$controller" > /sys/fs/cgroup/cgroup.subtree_control || true
  done
elif [ "$old" = 1 ]; then
  mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
  while IFS=: read -r _ controllers _; do
    case $controllers in
      "") mkdir /sys/fs/cgroup/unified; mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified ;;
      name=*) mkdir "/sys/fs/cgroup/${"${controllers#name=}"}"
        mount -t cgroup -o "none,$controllers" cgroup "/sys/fs/cgroup/${"${controllers#name=}"}" ;;
      *) mkdir "/sys/fs/cgroup/$controllers"; mount -t cgroup -o "$controllers" cgroup "/sys/fs/cgroup/$controllers" ;;
    esac
  done <<< "$groups"
fi
if [ -n "$NETNONE_OVERLAY" ]; then
  for directory in etc var usr; do
    mkdir -p "/run/netnone/$directory/upper" "/run/netnone/$directory/work"
    mount -t overlay -o "lowerdir=/$directory,upperdir=/run/netnone/$directory/upper,workdir=/run/netnone/$directory/work" overlay "/$directory"
  done
fi
# Gives a file of the machine another content, in here only.
replace() {
  if [ -n "$NETNONE_OVERLAY" ]; then
    rm -f "$1"
    cat > "$1"
  elif [ -e "$1" ]; then
    cat > "/run/netnone/${"${1##*/}"}"
    mount --bind "/run/netnone/${"${1##*/}"}" "$1"
  fi
}
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=700 tmpfs /root
# Process ids start where no other number of a network tool's output is likely to be.
echo 2700 > /proc/sys/kernel/ns_last_pid || true
hostname "$NETNONE_HOSTNAME"
replace /etc/hostname <<< "$NETNONE_HOSTNAME"
printf '127.0.0.1\tlocalhost\n127.0.1.1\t%s\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n' \
  "$NETNONE_HOSTNAME" | replace /etc/hosts
# No resolver is to be reached from here; without this, programs would wait for one.
replace /etc/resolv.conf < /dev/null
rm -rf /run/mount
ip link set lo up
cd /
echo "ready $pid"
# Nothing below may write: the pipe to netnone may be gone.
exec >/dev/null 2>&1
while read -r order; do
  case $order in
    uplink) ${UPLINK} </dev/null >/run/netnone/uplink.log 2>&1 & ;;
    dockerd) ${DOCKERD} </dev/null >/run/netnone/dockerd.log 2>&1 & ;;
  esac
done
exit 0
`;

/**
 * Stands in for sudo(8) where it is missing or cannot work (a set-user-ID program means nothing in a user namespace):
 * in the sandbox everybody is root already.
 */
export const SUDO = String.raw`#!/bin/bash
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -n | -E | -H | -S | --preserve-env | --non-interactive | --set-home) shift ;;
    -*) echo "sudo: the sandbox stands in for sudo and does not know $1" >&2; exit 1 ;;
    *=*) export "$1"; shift ;;
    *) break ;;
  esac
done
if [ $# -eq 0 ]; then
  echo "usage: sudo command [arg ...]" >&2
  exit 1
fi
program=$(type -P -- "$1") || { echo "sudo: $1: command not found" >&2; exit 1; }
exec -a "$1" -- "$program" "${"${@:2}"}"
`;
