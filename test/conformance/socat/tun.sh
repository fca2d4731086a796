# What socat says of TUN addresses that it cannot have
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add e1 type veth peer name e2
try() { echo "$*"; timeout 1 socat "$@" - < /dev/null 2>&1 | sed 's/^.* E //'; }
try TUN:1.2.3.4
try TUN:1.2.3.4/33,up
try TUN:1.2.3.4/24,tun-type=tup
try TUN:1.2.3.4/24,tun-name=e1
try TUN:1.2.3.4/24,tun-device=/dev/null
try TUN:1.2.3.4/24,tun-device=/dev/nothing
try TUN:1.2.3.4/24:5
try TUN:fd00::1/64,up
try TUN:1.2.3.4/24,tun-wrong=1
ip -br link
ip tuntap add tunx mode tun
try TUN:1.2.3.4/24,tun-name=tunx,up
ip -br addr show tunx
ip -d link show tunx
sleep 4 | socat - TUN,tun-name=tunx & sleep 0.5
try TUN,tun-name=tunx
try TUN,tun-name=tunx,tun-type=tap
ip -j -d tuntap | sed 's/"pid":[0-9]*/"pid":N/'
ip tuntap del tunx mode tun
ip link show tunx | head -1
wait
ip link show tunx
ip tuntap del tunx mode tun
ip link del e1
