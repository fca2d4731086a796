# The processors that receive queues begin with are those that the namespace says when a link is made in it
# oracle: root
ip netns add a
rps() { cat /sys/class/net/$1/queues/rx-*/rps_cpus; }
ip link add A type veth peer name B
sysctl net.core.rps_default_mask
sysctl -w net.core.rps_default_mask=3
rps A; rps lo
ip link add C type veth peer name D netns a
ip link add br0 type bridge
rps C; rps br0
ip netns exec a cat /sys/class/net/D/queues/rx-0/rps_cpus
ip netns exec a sysctl net.core.rps_default_mask
ip netns exec a sysctl -w net.core.rps_default_mask=2
ip -n a link add E type veth peer name F
ip netns exec a cat /sys/class/net/E/queues/rx-0/rps_cpus /sys/class/net/D/queues/rx-0/rps_cpus
ip link set C netns a
ip netns exec a cat /sys/class/net/C/queues/rx-0/rps_cpus
ip -n a link set E netns 1 name G
rps G
echo 1 > /sys/class/net/G/queues/rx-0/rps_cpus
rps G
ip link add H netns a type veth peer name I
ip netns exec a cat /sys/class/net/H/queues/rx-0/rps_cpus /sys/class/net/I/queues/rx-0/rps_cpus
ip netns add b
ip netns exec b cat /sys/class/net/lo/queues/rx-0/rps_cpus
sysctl -w net.core.rps_default_mask=4
sysctl -w net.core.rps_default_mask=x
echo > /proc/sys/net/core/rps_default_mask
sysctl net.core.rps_default_mask
ip link add J type veth peer name K numrxqueues 3
rps J; rps K
sysctl -w net.core.rps_default_mask=1
ip link add L type veth numrxqueues 2 peer name M
rps L
