# A bridge forgets whom it has not heard of for its ageing time, and ports are set through sysfs
# oracle: root
ip link add br0 type bridge ageing_time 100
ip link set br0 up
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
for i in 1 2; do ip netns add h$i; ip link add p$i type veth peer name eth0 netns h$i; sysctl -qw net.ipv6.conf.p$i.disable_ipv6=1; ip netns exec h$i sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip link set p$i master br0 up; ip -n h$i link set eth0 address 02:00:00:00:00:0$i; ip -n h$i addr add 10.0.0.$i/24 dev eth0; ip -n h$i link set eth0 up; done
ip netns exec h1 ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
bridge fdb add 02:00:00:00:00:aa dev p1 master dynamic
bridge fdb add 02:00:00:00:00:ab dev p1 master static
bridge fdb add 02:00:00:00:00:ac dev p2 master dynamic extern_learn
sleep 2
bridge fdb show br br0 | grep '^02:00:00:00:00'
ip netns exec h1 ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
brctl setageing br0 300
bridge fdb show br br0 | grep -c '^02:00:00:00:00:0[12]'
ip link set br0 type bridge ageing_time 0
bridge fdb show br br0 | grep '^02:00:00:00:00:0[12]'
echo 1 > /sys/class/net/p1/brport/hairpin_mode
echo 0 > /sys/class/net/p1/brport/unicast_flood
echo 9 > /sys/class/net/p1/brport/path_cost
echo 70000 > /sys/class/net/p1/brport/path_cost
echo 64 > /sys/class/net/p1/brport/priority
echo x > /sys/class/net/p1/brport/isolated
bridge -d link show dev p1 | grep -o 'cost [0-9]*\|hairpin o[nf]*\| flood o[nf]*\|isolated o[nf]*'
ip link set l up
ip link set p1 link nosuch mtu 1400
ip link show p1 | grep -o 'mtu [0-9]*'
ip link del p1
ip link del p2
ip link del br0
