# Addresses by ifconfig: classes, masks, broadcast addresses, labels, the other end
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ifconfig A 10.0.1.5
ip addr show A
ifconfig A 172.16.0.1
ifconfig A 192.168.7.1
ip addr show A
ifconfig A 10.0.1.5 netmask 255.255.255.0 broadcast 10.0.1.200
ip addr show A
ifconfig A netmask 255.255.0.0
ifconfig A broadcast 10.0.255.255
ip addr show A
ifconfig A add 10.0.7.7
ip addr show A
ifconfig A:0 10.3.3.3/24
ip addr show A
ifconfig A
ifconfig A:0
ifconfig A:0 down
ip addr show A
ifconfig A:9 down
ifconfig A:9 netmask 255.255.0.0
ifconfig A:1 up
ifconfig A 0.0.0.0
ip addr show A
ifconfig B 10.8.0.1/24
ip addr show B
ifconfig B 10.8.0.1/16
ip addr show B
ifconfig B 10.8.0.1/32
ip addr show B
ifconfig B 10.0.0.5 pointopoint 10.0.0.6
ip addr show B
ifconfig B 10.0.0.7 netmask 255.255.255.0 mtu 1400 up
ip addr show B
ifconfig B 127.0.0.5
ip addr show B
ifconfig B inet 10.2.2.2
ifconfig B add 10.2.3.4
ifconfig B del 10.2.3.4
ip addr show B
ip route
sysctl -qw net.ipv4.conf.A.promote_secondaries=1
for i in 2 3 4 5 6; do ip addr add 10.23.11.$i/16 brd + dev A; ifconfig A 10.23.11.$i netmask 255.255.0.0; echo $?; done
ip addr show dev A | grep 'inet '
