# Neighbors of the loopback: one for IPv4, by which all its packets go, and one for each address of IPv6.
# oracle: root
ip addr add fd00::1/64 dev lo nodad
ip addr add 192.168.1.5/32 dev lo
ip link set lo up
ip -6 neigh add fd00::1 lladdr 02:00:00:00:00:01 dev lo
ip neigh
ping -c 1 -W 1 fd00::1
ip -s link show lo
ping -c 1 -W 1 ::1
ip -6 neigh add ::1 lladdr 02:00:00:00:00:01 dev lo
ping -c 1 -W 1 ::1
ip -6 neigh change ::1 lladdr 00:00:00:00:00:00 dev lo
ping -c 1 -W 1 ::1
ip neigh
ip neigh show nud noarp
ping -c 1 -W 1 127.0.0.1
ip neigh replace 127.0.0.9 lladdr 02:00:00:00:00:01 dev lo nud reachable
ip neigh
ping -c 1 -W 1 127.0.0.1
ip neigh replace 127.0.0.9 lladdr ff:ff:ff:ff:ff:ff dev lo nud permanent
ping -c 1 -W 1 127.0.0.1
ip neigh replace 127.0.0.9 lladdr 01:00:5e:00:00:01 dev lo nud permanent
ping -c 1 -W 1 127.0.0.1
ip neigh replace 127.0.0.9 dev lo nud failed
ping -c 1 -W 1 127.0.0.1
ip neigh
ip neigh del 127.0.0.9 dev lo
ip neigh
ping -c 1 -W 1 127.0.0.1
ip neigh show nud all
nc -l 127.0.0.1 99 > /dev/null &
sleep 0.2
ip neigh replace 127.0.0.9 lladdr 02:00:00:00:00:01 dev lo nud permanent
timeout 2 nc -w 1 127.0.0.1 99 </dev/null
ip -s link show lo
arp -n
cat /proc/net/arp
arp -a
arp -s 127.0.0.4 02:00:00:00:00:07 -i lo
ip neigh
ip link set lo address 02:00:00:00:00:07
ping -c 1 -W 1 127.0.0.1
ip link set lo down
ip link set lo up
ip neigh
ping -c 1 -W 1 127.0.0.1
ip link show lo
kill %1
