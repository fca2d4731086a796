# Groups of solicited nodes are joined once more when asking for addresses is switched on, and not left while it is off.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link set B up
ip addr add fd00::5/64 dev A; sleep 0.4
ip -6 maddr show A
ip link set A up; sleep 0.6
ip -6 maddr show A
ip addr del fd00::5/64 dev A
ip -6 maddr show A
ip addr add fd00::6/64 dev A; sleep 0.6
ip link set A arp off
ip -6 maddr show A
ip link set A arp on; sleep 1.4
ip -6 maddr show A
ip addr del fd00::6/64 dev A
ip -6 maddr show A
ip addr add fd00::6/64 dev A; sleep 0.6
ip link set A arp off
ip addr del fd00::6/64 dev A
ip addr add fd00::7/64 dev A; sleep 0.6
ip -6 maddr show A
ip link set A arp on; sleep 1.4
ip addr del fd00::7/64 dev A
ip -6 maddr show A
