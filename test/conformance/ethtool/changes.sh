# What virtual devices say to changes of their settings, and to words that are none
# oracle: root
ip link add A type veth peer name B
ip link add br0 type bridge
ethtool --json -k br0
ethtool --json -a A
ethtool --json -i A
ethtool -s A
ethtool -s A speed 100 duplex full autoneg off
ethtool -s A speed fast
ethtool -s A colour red
ethtool -s lo autoneg on
ethtool -s A wol gx
ethtool -G A rx 100
ethtool -G nope rx 100
ethtool -L A combined 2
ethtool -L br0 combined 2
ethtool -L A rx 0
ethtool -C A rx-usecs 5
ethtool -A A rx on
ethtool -A A rx maybe
ethtool -n A
ethtool -x nope
ethtool --show-priv-flags A
ethtool --show-tunnels A
ethtool --show-module A
ethtool -d nope
ethtool -e lo
ethtool -k A -k B
ethtool -S A all
ethtool -I -a A
ethtool --debug 1 -P A
