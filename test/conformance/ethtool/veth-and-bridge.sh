# What a veth pair, a bridge and lo answer to ethtool
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add br0 type bridge
ethtool A
ethtool br0
ip link set A up
ip link set B up
ip link set br0 up
ethtool A
ethtool br0
ethtool -k br0
ip link set A master br0
ethtool br0
ethtool lo
ethtool -i A
ethtool -i br0
ethtool --driver B
ethtool -S A
ethtool -S br0
ethtool -k A
ethtool --show-features lo
ethtool -P A
ethtool -P br0
ethtool -T A
ethtool -l A
ethtool --version
