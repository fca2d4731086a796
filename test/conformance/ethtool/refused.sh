# What veth and lo refuse, and what people get wrong with ethtool
# oracle: root
ip link add A type veth peer name B
ethtool nope
ethtool -i nope
ethtool -S nope
ethtool -k nope
ethtool -P nope
ethtool -i lo
ethtool -S lo
ethtool -a A
ethtool -g A
ethtool -c A
ethtool -m A
ethtool -d A
ethtool -e A
ethtool -t A
ethtool -p A
ethtool -r A
ethtool --show-eee A
ethtool --show-fec A
ethtool
ethtool -z
ethtool -z A
ethtool -i
