/** What `netnone exec-env --help` says besides its options. */
export const EXEC_ENV_HELP = `
ip, bridge, brctl, sysctl, ping, tcpdump, docker and the simulator's other network commands come first on the command's
PATH and act on one simulated world, as root; so do sudo, id, nsenter and unshare. Everything else is this machine's.
What "ip netns exec", "unshare -n" and "nsenter" start runs on this machine, and what it starts acts in that namespace.
Files named in command lines are this machine's; cat, ls, ln, grep, tee and others show and change the simulated machine's
below /run/netns, /proc/sys/net, /proc/net, /proc/PID/ns and /sys/class/net. Not possible: redirections into those places
("echo 1 > /proc/sys/net/..." is this machine's file: use sysctl -w or tee), /usr/sbin/ip by its path, and connections of
real programs through the simulated network. Time is real time; --fast lets it jump where a command in the foreground
waits for it, with sleep and timeout the world's own.`;
