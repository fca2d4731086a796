# What people get wrong with ifconfig
# oracle: root
ip link add A type veth peer name B
ifconfig nope up
ifconfig nope 10.0.0.1
ifconfig nope mtu 1400
ifconfig nope netmask 255.0.0.0
ifconfig A netmask 255.255.255.0
ifconfig A broadcast 10.0.0.255
ifconfig A 10.0.0.300
ifconfig A foo
ifconfig A 10.0.0.1 netmask 255.0.255.0
ip addr show A
ifconfig A netmask foo
ifconfig A broadcast foo
ifconfig A 224.0.0.1
ifconfig A mtu 10
ifconfig A mtu 70000
ifconfig A mtu abc
ifconfig A hw ether 02:zz
ifconfig A hw ether 03:00:00:00:00:01
ifconfig A txqueuelen -5
ifconfig A name B
ifconfig A name lo
ifconfig A -broadcast
ifconfig A add fd00::1/64
ifconfig A add fd00::1/64
ifconfig A del fd00::9/64
ifconfig A del fd00::1/64
ifconfig B add 10.2.3.4
ip -br link
