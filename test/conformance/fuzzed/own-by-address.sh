# Own addresses are refused as sources, what else is local comes in; rules that say more than a gateway asks; other names.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip addr add 10.0.0.5/8 dev lo
ip link property add dev lo altname loop
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link set A up
ip link set B up
ip addr add 10.1.0.1/24 dev A
ip addr add 10.2.0.1/24 dev B
ip link set B down
ip route get 10.0.0.9 from 10.0.0.9 iif lo
ip route get 10.0.0.9 from 10.0.0.5 iif lo
ip route get 10.1.0.1 from 10.0.0.9 iif A
ip route get 10.1.0.1 from 10.2.0.1 iif A
ip route get 10.1.0.1 from 127.0.0.1 iif A
ip route get 10.1.0.1 from 224.0.0.1 iif A
ip route del local 10.1.0.1 dev A table local
ip route get 10.0.0.5 from 10.1.0.1 iif A
ip route add local 10.7.0.0/24 dev A
ip route get 10.0.0.5 from 10.1.0.1 iif A
ip route get 10.0.0.5 from 10.7.0.1 iif A
ip addr add 10.1.0.1/24 dev B
ip addr del 10.1.0.1/24 dev B
ip addr flush dev A
ip addr add 10.1.0.1/24 dev A
ping -c 1 -W 1 -I loop 10.0.0.9
ping -c 1 -W 1 -I lo 10.0.0.9
ip rule add tos 0x10 blackhole pref 9
ip rule add ipproto tcp blackhole pref 9
ip rule add dport 80 blackhole pref 9
ip rule add fwmark 0x10 blackhole pref 9
ip rule add uidrange 1-9 blackhole pref 9
ip route add 10.9.0.0/16 via 10.1.0.3
ip route add 11.9.0.0/16 via 11.1.0.3
ip rule add fwmark 0x10/0x0f blackhole pref 9
ip route add 10.8.0.0/16 via 10.1.0.3
ip rule flush
ip rule add table main
ip rule add not tos 0x10 unreachable pref 9
ip route add 10.8.0.0/16 via 10.1.0.3
ip rule del pref 9
ip addr add 10.4.0.1/25 dev lo
ip link add v1 address 02:00:00:00:00:11 type vxlan id 100 local 10.4.0.1 remote 10.4.0.2 dstport 4789
ip addr add 10.5.0.1/24 dev v1
ip link set v1 up
ping -c 1 -W 1 10.5.0.9
bridge fdb show dev v1
