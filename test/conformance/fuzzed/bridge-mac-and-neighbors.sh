# A new MAC address takes all neighbors, permanent ones too.
# oracle: root
ip link add name br1 address 02:00:00:00:00:07 type bridge
ip link set br1 up
ip neigh add 10.0.1.2 lladdr 0e:11:22:33:44:55 nud permanent dev br1
ip neigh
ip link set dev br1 address 02:00:00:00:00:01
ip neigh
sleep 2.5
