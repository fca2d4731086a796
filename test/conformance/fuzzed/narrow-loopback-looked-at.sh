# A loopback too narrow for IPv6 loses its addresses whenever it is looked at
# oracle: root
ip link set lo up mtu 1000
ip addr add fd00::1/64 dev lo
ip -6 addr show dev lo
ip link set lo alias x
ip -6 addr show dev lo
ip addr add fd00::1/64 dev lo
ip link set lo addrgenmode none
ip -6 addr show dev lo
ip addr add fd00::2/64 dev lo
ip -6 route show table all dev lo
ip link set lo txqueuelen 7
ip link set lo group 3
ip -6 addr show dev lo
ip addr add fd00::3/64 dev lo
ip link set lo multicast on
ip -6 addr show dev lo
ip addr add fd00::4/64 dev lo
ip link set lo arp off
ip link set lo promisc on
ip -6 addr show dev lo
ip addr add fd00::5/64 dev lo
ip link property add dev lo altname loop
ip -6 addr show dev lo
ip link set lo name lo
ip link set lo up
ip -6 addr show dev lo
ip link set lo mtu 900
ip -6 addr show dev lo
ip addr add fd00::6/64 dev lo
ip link set lo mtu 2000
ip -6 addr show dev lo
ip -6 route show table all
ip link set lo alias y
ip -6 addr show dev lo
ip -6 route show table all
ip maddr show dev lo
