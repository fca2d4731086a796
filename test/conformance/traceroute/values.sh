# Options of arping, traceroute and tracepath, and what is wrong with their values
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
for n in x y z; do ip netns add $n; ip -n $n link set lo up; done
ip link add vx address 02:00:00:00:00:0a netns x type veth peer name vy address 02:00:00:00:00:0b netns y
ip link add wy address 02:00:00:00:00:0c netns y type veth peer name wz address 02:00:00:00:00:0d netns z
ip -n x addr add 10.0.0.1/24 dev vx; ip -n y addr add 10.0.0.2/24 dev vy
ip -n y addr add 10.1.0.2/24 dev wy; ip -n z addr add 10.1.0.3/24 dev wz
ip -n x addr add fd00::1/64 dev vx; ip -n y addr add fd00::2/64 dev vy
ip -n y addr add fd01::2/64 dev wy; ip -n z addr add fd01::3/64 dev wz
for l in x/vx y/vy y/wy z/wz; do ip -n ${l%/*} link set ${l#*/} up; done
ip netns exec y sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip -n x route add default via 10.0.0.2; ip -n z route add default via 10.1.0.2
ip -n x route add default via fd00::2; ip -n z route add default via fd01::2
sleep 1
X() { ip netns exec x timeout 20 "$@" 2>&1 | sed -E "s,[0-9.]+ ?ms,Tms,g; s,(time|after) [0-9.]+s,\1 S,; s,rtt .*,R,"; }
X arping
X arping -V
X arping -h | head -2
X arping -@
X arping -c 1 10.0.0.2
X arping -I vx -c 1 10.0.0.2
X arping -I nope -c 1 10.0.0.2
X arping -I lo -c 1 10.0.0.2
X arping -I vx -c x 10.0.0.2
X arping -I vx -c 0 10.0.0.2
X arping -I vx -c -1 10.0.0.2
X arping -I vx -w 1 10.0.0.77
X arping -I vx -c 1 -w 1 10.0.0.77
X arping -I vx -w x 10.0.0.2
X arping -I vx -w -1 10.0.0.2
X arping -I vx -i 0 -c 1 10.0.0.2
X arping -I vx -i x -c 1 10.0.0.2
X arping -I vx -f 10.0.0.2
X arping -I vx -q -c 1 10.0.0.2
X arping -I vx -b -c 2 10.0.0.2
X arping -I vx -D -c 1 10.0.0.2
X arping -I vx -D -c 1 -w 1 10.0.0.77
X arping -I vx -D 10.0.0.1 -c 1 -w 1
X arping -I vx -U -c 1 10.0.0.1
X arping -I vx -A -c 1 10.0.0.1
X arping -I vx -U -c 1 10.0.0.2
X arping -I vx -s 10.0.0.9 -c 1 10.0.0.2
X arping -I vx -s foo -c 1 10.0.0.2
X arping -I vx -c 1 foo
X arping -I vx -c 1 fd00::2
X arping -I vx -c 1
X arping -I vx -c 1 10.0.0.2 10.0.0.2
X arping -c 1 10.9.9.9 -w 1
X arping -I vx -c 1 10.9.9.9 -w 1
X arping -c 1 127.0.0.1
X traceroute
X traceroute -V
X traceroute -n -q 0 10.1.0.3
X traceroute -n -q 11 10.1.0.3
X traceroute -n -q x 10.1.0.3
X traceroute -n -m 0 10.1.0.3
X traceroute -n -m 256 10.1.0.3
X traceroute -n -m x 10.1.0.3
X traceroute -n -f 0 10.1.0.3
X traceroute -n -f 31 10.1.0.3
X traceroute -n -f 5 -m 3 10.1.0.3
X traceroute -n -w x 10.1.0.3
X traceroute -n -w -1 10.1.0.3
X traceroute -n -N x 10.1.0.3
X traceroute -n -z x 10.1.0.3
X traceroute -n -p x 10.1.0.3
X traceroute -n 10.1.0.3 70000
X traceroute -n 10.1.0.3 x
X traceroute -n 10.1.0.3 60 60
X traceroute -n -M foo 10.1.0.3
X traceroute -n -s 10.0.0.9 -q 1 10.1.0.3
X traceroute -n -s foo 10.1.0.3
X traceroute -n -s fd00::1 10.1.0.3
X traceroute -n -i nope -q 1 10.1.0.3
X traceroute -n -t x 10.1.0.3
X traceroute -n -4 fd01::3
X traceroute -n -6 10.1.0.3
X traceroute -n nosuch.example
X traceroute -n ""
X traceroute -@ 10.1.0.3
X traceroute --nosuch 10.1.0.3
X tracepath
X tracepath -V
X tracepath -n -p x 10.1.0.3
X tracepath -n -p 70000 10.1.0.3
X tracepath -n 10.1.0.3/x
X tracepath -n -l 27 10.1.0.3
X tracepath -n -l x 10.1.0.3
X tracepath -n -l 70000 10.1.0.3
X tracepath -n -m 0 10.1.0.3
X tracepath -n -m 256 10.1.0.3
X tracepath -n -m x 10.1.0.3
X tracepath -4 fd01::3
X tracepath -6 10.1.0.3
X tracepath -6 -n -l 47 fd01::3
X tracepath -n nosuch.example
X tracepath -n 10.1.0.3 5
X tracepath -@ 10.1.0.3
ip -n x route del default
X tracepath -n 10.9.9.9
ip -n x route add default via 10.0.0.99
ip netns exec x timeout 2 tracepath -n 10.9.9.9 | cat
for n in x y z; do ip netns del $n; done
