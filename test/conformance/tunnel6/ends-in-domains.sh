# Both ends of a tunnel over IPv6 on one host: the other end counts as its own only in the domain of the link below
# oracle: vm
sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0
for v in red blue green; do ip link add $v type vrf table 1$(echo $v | wc -c); ip link set $v addrgenmode none; ip link set $v up; done
ip link add A type veth peer name B
for i in A B; do ip link set $i addrgenmode none; done
ip link set B master blue
ip link set A up; ip link set B up
ip addr add fd01::1/64 dev A nodad
ip addr add fd01::2/64 dev B nodad
ip -6 tunnel add t1 mode ip6gre local fd01::1 remote fd01::2 encaplimit none
ip -6 tunnel add t2 mode ip6gre local fd01::2 remote fd01::1 dev blue encaplimit none
for i in t1 t2; do ip link set $i addrgenmode none; done
ip link set t1 master red
ip link set t2 master green
ip link set t1 up; ip link set t2 up
ip addr add fd02::1/64 dev t1 nodad
ip addr add fd02::2/64 dev t2 nodad
ip addr add 10.2.0.1/24 dev t1
ip addr add 10.2.0.2/24 dev t2
for i in 1 2; do ip neigh add fd01::$i lladdr $(cat /sys/class/net/$([ $i = 1 ] && echo A || echo B)/address) dev $([ $i = 1 ] && echo B || echo A) nud permanent; done
ping -c 1 -W 1 -I red fd02::2 | grep loss
ping -c 1 -W 1 -I green fd02::1 | grep loss
ping -c 1 -W 1 -I red 10.2.0.2 | grep loss
ip -s link show t1 | tail -4
ip -s link show t2 | tail -4
# The other end is the domain's own now
ip addr add fd01::1/128 dev blue nodad
ping -c 1 -W 1 -I green fd02::1 | grep loss
ip -s link show t2 | tail -4
ip addr del fd01::1/128 dev blue
ip link add C type dummy
ip link set C addrgenmode none up
ip addr add fd01::2/128 dev C nodad
ping -c 1 -W 1 -I red fd02::2 | grep loss
ip -s link show t1 | tail -4
ip addr del fd01::2/128 dev C
ip -6 tunnel add t3 mode ip6ip6 local fd01::1 remote fd01::2 encaplimit none
ip -6 tunnel add t4 mode ip6ip6 local fd01::2 remote fd01::1 dev blue encaplimit none
for i in t3 t4; do ip link set $i addrgenmode none; ip link set $i up; done
ip link set t3 master red
ip link set t4 master green
ip addr add fd03::1/64 dev t3 nodad
ip addr add fd03::2/64 dev t4 nodad
ping -c 1 -W 1 -I red fd03::2 | grep loss
for i in t1 t2 t3 t4; do ip link del $i; done
ip link del A; ip link del C; for v in red blue green; do ip link del $v; done
