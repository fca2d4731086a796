# Links by ifconfig: up and down, MTU, MAC, flags, queue, name
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ifconfig A up
ifconfig B up
ifconfig A mtu 1400
ifconfig A hw ether 02:00:00:00:00:1a
ifconfig A txqueuelen 500
ifconfig A promisc
ifconfig A allmulti
ifconfig A -arp
ifconfig A -multicast
ip link show A
ifconfig A -promisc arp multicast -allmulti
ip link show A
ifconfig A down
ifconfig A name C
ip link
ifconfig C down up
ip link show C
ifconfig C 10.0.0.1 netmask 255.255.255.0 up
ip addr show C
ifconfig --version
ip link del C
