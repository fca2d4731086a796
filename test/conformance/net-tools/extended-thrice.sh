# route -e, twice and more: two bits of a number say which lines there are, and none is one of the forms
# oracle: root
ip link add v0 type veth peer name p0
ip link set v0 up
ip addr add 10.0.0.1/24 dev v0 noprefixroute
ip route add 10.0.0.0/24 dev v0
ip route add 10.5.0.0/16 via 10.0.0.2 metric 5 mtu 1400 window 3000 rtt 50
route -n
route -ne
route -nee
route -neee
route -neeee
route -neeeee
route -e -e -e
netstat -rn
netstat -rne
netstat -rnee
netstat -rneee
netstat -rneeee
route -neeeZ
ip link del v0
