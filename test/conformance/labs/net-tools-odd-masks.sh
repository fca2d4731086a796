# ifconfig: broadcast addresses when the mask changes, host masks among them
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add e0 type veth peer name e1
ip link set e1 up
ifconfig e0 10.0.2.1 netmask 255.255.255.255
ip -4 addr show e0
ifconfig e0 10.0.2.1 netmask 255.255.255.254
ip -4 addr show e0
ifconfig e0 10.0.2.1 netmask 255.255.0.0
ip -4 addr show e0
ifconfig e0 172.16.5.4 netmask 255.255.255.0
ip -4 addr show e0
ifconfig e0 netmask 255.255.255.252
ip -4 addr show e0
ifconfig e0 192.168.7.1 netmask 255.255.255.255 broadcast 192.168.7.255
ip -4 addr show e0
ifconfig e0 netmask 255.255.255.0
ifconfig e0 netmask 255.0.255.0
ip -4 addr show e0
ip route show table local dev e0
