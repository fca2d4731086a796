# What ifconfig has done before it meets a name that nobody knows is done once (found by fuzzing).
# oracle: root
ip a add 10.0.1.2/8 dev lo
ifconfig lo 10.0.0.2 netamsk 255.255.255.0 up
ip a show lo
ip addr flush dev lo
ip a add 10.0.1.2/8 dev lo
ifconfig lo netamsk 255.255.255.0 up
ip a show lo
ip link add A type veth peer name B
ip a add 10.7.1.2/16 dev A
ifconfig A 10.8.0.2 netmsk 255.255.255.0 up
ip a show A
ifconfig A 10.8.0.2 255.255.255.0 up
ip a show A
ifconfig A 10.8.0.3 netmask 255.255.0.0 10.8.0.4 brodcast 10.8.255.255
ip a show A
ifconfig A add 10.8.0.9 add nosuch add 10.8.0.10
ip a show A
ifconfig A mtu 1400 netmask nosuch
ifconfig A mtu 1300 broadcast nosuch mtu 1200
ip a show A
ifconfig A pointopoint nosuch
ifconfig A inet6 nosuch
ifconfig A promisc down nosuch
ip link show A
