# Tunnels over IPv6 of each kind, as ip link and ip -6 tunnel show them; the ones that come with their modules
# oracle: vm
ip netns add early
ip link add name tun0 type ip6tnl local 2001:db8::1 remote 2001:db8::2
ip link show
ip -6 tunnel show
ip link add tun1 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 7 ttl 63 tclass 10
ip link add tap0 address 02:00:00:00:00:01 type ip6gretap local 2001:db8::1 remote 2001:db8::2 ikey 1.2.3.4 ocsum iseq
ip link add tun2 type ip6tnl mode ip6ip6 local 2001:db8::1 remote 2001:db8::3 hoplimit inherit encaplimit none tclass inherit flowlabel inherit dscp inherit fwmark inherit allow-localremote
ip link add tun3 type ip6tnl mode ipip6 local 2001:db8::1 remote 2001:db8::4 encaplimit 0 tclass 0xb8 flowlabel 0xabcde fwmark 0x1f dev lo
ip -d link show
ip -d -j link show tun0
ip -d -j link show tun1
ip -d -j link show tap0
ip -d -j link show tun2
ip -d -j link show tun3
ip -j link show ip6gre0
ip -br link show
ip -6 tunnel show
ip -j -6 tunnel show
ip -6 tunnel show tun1
ip -6 -j tunnel show tun2
ip -6 -s tunnel show tun1
ip -6 tunnel show mode ip6gre
ip -6 tunnel show remote 2001:db8::3
ip -6 tunnel show hoplimit 63
ip -n early -d link show
ip netns add late
ip -n late link show
ip -n late -6 tunnel
for dev in tun0 tun1 tun2; do ip link set $dev up; done
ip addr show tun0
ip addr show tun1
ip addr show tun2
ip -6 route show table all
ip -6 addr show dev tun1
ip link set ip6tnl0 up
ip addr show ip6tnl0
ip link set ip6gre0 up
ip addr show ip6gre0
ip maddr show dev tun0
ip link show type ip6tnl
ip link show type ip6gre
ip -6 link show dev tun0
cat /sys/class/net/tun0/address /sys/class/net/tun0/broadcast /sys/class/net/tun0/addr_len /sys/class/net/tun0/type /sys/class/net/tun1/type /sys/class/net/tun3/iflink
