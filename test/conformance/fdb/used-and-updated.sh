# When entries were used and updated that are asked for once more
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
for i in A C; do ip link set $i master br0 up; done
for i in B D br0; do ip link set $i up; done
sleep 1.2
new() { echo fdb replace 02:00:00:00:00:$1 dev $2 master $3; }
{ new 90 A static; new 91 A dynamic; new 92 A extern_learn; new 93 A use; new 94 A extern_learn; new 95 A use; new 96 A permanent; } > /tmp/first
{ new 90 A static; new 91 C dynamic; new 92 A extern_learn; new 93 A use; new 94 A static; new 95 A dynamic; new 96 A permanent; } > /tmp/second
bridge -batch /tmp/first; sleep 2.2; bridge -batch /tmp/second; sleep 1.2; bridge -s fdb show br br0 | grep :9
