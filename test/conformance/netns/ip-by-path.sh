# ip called by the paths that Debian's package has: /usr/bin/ip is the program, /usr/sbin/ip leads to it
# oracle: root
IP=/usr/bin/ip
$IP netns add blue
/bin/ip netns add red
/sbin/ip netns
/usr/sbin/ip netns exec blue /usr/bin/ip link set lo up
ip netns exec blue $IP -br link
ip -n red link show lo
test -x /usr/bin/ip && echo executable
readlink /usr/sbin/ip
readlink -f /sbin/ip
which ip
command -v /bin/ip
env /usr/bin/ip netns exec nobody true
ip netns exec blue /usr/local/bin/ip link
/usr/bin/ip netns exec blue /bin/ip route get 127.0.0.1
nsenter --net=/run/netns/red /usr/bin/ip link show nosuch
( exec /usr/bin/ip netns delete green )
