# Multicast addresses that were both entered and joined have two users
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
sleep 1.2
ip maddr add 01:00:5e:00:00:09 dev A
ip maddr show A
timeout 4 socat -u UDP4-RECV:5000,ip-add-membership=224.0.0.9:A OPEN:/dev/null &
sleep 1
ip maddr show A
ip maddr add 01:00:5e:00:00:01 dev A
ip maddr show A
ip -j maddr show A
cat /proc/net/dev_mcast
ip maddr del 01:00:5e:00:00:09 dev A
ip maddr show A
ip maddr del 01:00:5e:00:00:09 dev A
wait
ip maddr show A
ip maddr del 01:00:5e:00:00:01 dev A
ip maddr show A
