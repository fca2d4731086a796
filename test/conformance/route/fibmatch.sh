# What `fibmatch` tells: the entry that IPv4 went by once the whole way is known, that IPv6 looked up, and where none was asked for.
# oracle: root
ip link set lo up
ip link add A type veth peer name B
ip route add default dev A scope host metric 10
ip route get 10.0.1.3
ip route get 10.0.1.3 fibmatch
ip route get 10.0.1.3 from 127.0.0.1
ip route get 10.0.1.3 from 127.0.0.1 fibmatch
ip route get fibmatch 10.0.1.3 oif A
ip route get 10.0.1.3 oif A
ip link set A up
ip route get 10.0.1.3 fibmatch
ip route add 10.1.0.0/16 dev A
ip route get 10.1.0.1
ip route get 10.1.0.1 fibmatch
ip route get 10.1.0.1 from 127.0.0.1 fibmatch
ip route add 10.2.0.0/16 dev A src 127.0.0.1
ip route get 10.2.0.1
ip route get 10.2.0.1 fibmatch
ip route get 127.0.0.5 oif A
ip route get 127.0.0.5 oif A fibmatch
ip addr add 10.1.0.1/16 dev A
ip route get 10.3.0.1 from 10.1.0.1 iif B fibmatch
ip route get 10.1.0.1 from 10.1.0.3 iif B fibmatch
ip route get 10.1.255.255 from 10.1.0.3 iif A fibmatch
ip route get 224.0.0.1 from 10.1.0.3 iif A fibmatch
ip route get 224.0.0.9 fibmatch oif A
ip route get 255.255.255.255 fibmatch oif A
ip route get 255.255.255.255 fibmatch
ip route add unreachable 10.9.0.0/16
ip route get 10.9.0.1 fibmatch
ip route get 10.9.0.1 fibmatch oif A
ip -6 route get fd00::1 fibmatch
ip addr add fd00::2/64 dev A nodad
sleep 0.5
ip -6 route get fd00::1 fibmatch
ip -6 route get fd00::1 fibmatch oif B
ip -6 route get ::1 fibmatch
ip -6 route get ff02::1 fibmatch oif A
ip -6 route add unreachable fd09::/16
ip -6 route get fd09::1 fibmatch
ip route get 239.1.1.1 fibmatch
ip route get 239.1.1.1
ip route get 239.1.1.1 fibmatch
ip route get 255.255.255.255 fibmatch
ip route get 239.1.1.1 fibmatch oif A
ip route get 239.1.1.1 oif A
ip route add 224.0.0.0/4 dev A
ip route get 239.1.1.1 fibmatch
ip route get 239.1.1.1
ip route get 239.1.1.1 fibmatch oif A
ip addr add 10.0.0.1/24 dev A
ip route get 10.0.0.255 fibmatch
ip route get 10.0.0.255 fibmatch oif A
ip route get 10.0.0.1 fibmatch
ip route get 239.1.1.1 fibmatch
ip route get 239.1.1.1 fibmatch oif A
ip route get 255.255.255.255 fibmatch
ip route get 239.1.1.1 fibmatch from 10.0.0.1
ip route get 255.255.255.255 fibmatch from 10.0.0.1
ip route get 239.1.1.1 from 10.0.0.3 iif A fibmatch
ip route get 255.255.255.255 from 10.0.0.3 iif A fibmatch
ip route get 10.0.0.255 from 10.0.0.3 iif A fibmatch
ip route get 10.0.0.1 from 10.0.0.3 iif A fibmatch
ip -j route get 10.0.0.9 fibmatch
ip -d route get 10.0.0.9 fibmatch
ip route get 0 fibmatch
