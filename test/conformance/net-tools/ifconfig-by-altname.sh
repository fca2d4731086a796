# ifconfig by another name of a device: addresses are called by its first name, and are not found by the other
# oracle: root
ip link property add dev lo altname A
ifconfig A 172.17.42.5/33 up
ifconfig A 172.17.42.6/24 up
ifconfig A 172.17.42.7 netmask 255.255.0.0
ifconfig A 172.17.42.8
ifconfig A netmask 255.0.0.0
ifconfig A broadcast 1.2.3.4
ifconfig A | grep inet
ifconfig A down
ifconfig A:1 10.0.0.1/8
ip -4 addr
ip link property del dev lo altname A
ip addr flush dev lo
ip addr add 10.0.1.4/8 dev lo
ip link set lo up
ip -o route get 224.0.0.1 notify
ip -j route get 224.0.0.1 notify
