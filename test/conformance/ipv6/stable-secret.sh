# Addresses made of a secret (stable_secret, addrgenmode): who has one, what is refused without, what is made of it, and the next one after a duplicate
# oracle: root
ip link set lo up
ip link add v0 type veth peer name p0
sysctl net.ipv6.conf.v0.stable_secret
cat /proc/sys/net/ipv6/conf/default/stable_secret
ip link set v0 addrgenmode stable_secret
sysctl -w net.ipv6.conf.v0.addr_gen_mode=2
sysctl -w net.ipv6.conf.v0.stable_secret=nonsense
sysctl -w net.ipv6.conf.v0.stable_secret=
sysctl -w net.ipv6.conf.v0.stable_secret=10.0.0.1
sysctl -w net.ipv6.conf.nosuch.stable_secret=::1
sysctl -w net.ipv6.conf.all.stable_secret=::1
cat /proc/sys/net/ipv6/conf/all/stable_secret
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.p0.accept_dad=0 net.ipv6.conf.v0.accept_dad=0
sysctl -w net.ipv6.conf.v0.stable_secret=2001:db8::1
sysctl net.ipv6.conf.v0.stable_secret
sysctl net.ipv6.conf.v0.addr_gen_mode
ip -d link show v0 | grep -o 'addrgenmode [^ ]*'
ip link set v0 addrgenmode stable_secret
ip link set p0 addrgenmode stable_secret
ip link set p0 addrgenmode none
ip link set p0 up
ip link set v0 up
ip -6 addr show dev v0
ip -j -6 addr show dev v0 | grep -o stable-privacy
ip -6 addr show stable-privacy
ip -6 addr show -stable-privacy
ip link set v0 address 02:00:00:00:00:05
ip -6 addr show dev v0
sysctl -w net.ipv6.conf.v0.addr_gen_mode=0
ip -6 addr show dev v0
sysctl -w net.ipv6.conf.v0.addr_gen_mode=4
sysctl -w net.ipv6.conf.v0.stable_secret=2001:db8::2
sysctl -w net.ipv6.conf.v0.addr_gen_mode=3
sysctl -w net.ipv6.conf.v0.addr_gen_mode=2
ip -6 addr show dev v0
ip link set v0 down
ip link set v0 up
ip -6 addr show dev v0
sysctl -w net.ipv6.conf.p0.addr_gen_mode=2
sysctl -w net.ipv6.conf.default.stable_secret=2001:db8:5::7
sysctl -a --pattern 'stable_secret|conf.(v0|p0|lo|default|all).addr_gen_mode'
sysctl -w net.ipv6.conf.p0.addr_gen_mode=1
sysctl -w net.ipv6.conf.p0.addr_gen_mode=2
ip -6 addr show dev p0
ip link del v0
ip link add w0 type veth peer name q0
sysctl -qw net.ipv6.conf.q0.accept_dad=0 net.ipv6.idgen_delay=0
sysctl net.ipv6.conf.w0.stable_secret
ip link set q0 up
sysctl -qw net.ipv6.conf.w0.accept_dad=1
ip link set w0 up
sleep 5
ip -6 addr show dev q0
ip -6 addr show dev w0
ip netns add red
ip netns exec red sysctl net.ipv6.conf.default.stable_secret
ip link set w0 netns red
ip -n red -d link show w0 | grep -o 'addrgenmode [^ ]*'
ip netns exec red sysctl net.ipv6.conf.w0.stable_secret
ip -n red link del w0
ip netns del red
