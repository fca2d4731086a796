# The seconds of -p: any number that an int holds.
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ethtool -p nosuch0 -1
ethtool -p nosuch0 99999999999
ethtool -p nosuch0 0x10
ethtool -p nosuch0 1x
ethtool -p nosuch0 2147483648
ethtool -p nosuch0 -2147483649
ethtool -p v0 -1
ethtool -p v0 5 5
ethtool -p v0
