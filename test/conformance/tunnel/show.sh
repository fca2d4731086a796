# Tunnels over IPv4 of each kind, as ip link and ip tunnel show them; the ones that come with their modules
# oracle: vm
ip netns add early
ip link add tun0 type ipip local 10.0.0.1 remote 10.0.0.2
ip link show
ip tunnel show
ip link add tun1 type gre local 10.0.0.1 remote 10.0.0.2 key 7 ttl 64 tos 0x10
ip link add tap0 address 02:00:00:00:00:01 type gretap local 10.0.0.1 remote 10.0.0.2
ip link add tun2 type sit local 10.0.0.1 remote 10.0.0.2 mode ip6ip
ip -d link show
ip -d -j link show tun0
ip -d -j link show tun1
ip -d -j link show tap0
ip -d -j link show tun2
ip -j link show gre0
ip -br link show
ip tunnel show
ip -j tunnel show
ip -s tunnel show tun1
ip -n early -d link show
ip netns add late
ip -n late link show
ip -n late tunnel
for dev in tun0 tun1 tun2; do ip link set $dev up; done
ip addr show tun0
ip addr show tun1
ip addr show tun2
ip -6 route show
ip -6 addr show dev tun1
ip link set sit0 up
ip addr show sit0
ip link set tunl0 up
ip link set gre0 up
ip -d link show tunl0
ip addr show gre0
ip link show type gre
ip -6 link show dev tun0
