# The discipline that new devices get, those of devices with several queues, and mq where somebody asks for it
# oracle: vm-first
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
sysctl -w net.core.default_qdisc=pfifo_fast
sysctl net.core.default_qdisc
ip link add ifb8 type ifb
ip link add ifb7 numtxqueues 3 type ifb
tc qdisc show dev ifb8
ip link set ifb8 up
ip link set ifb7 up
tc qdisc show dev ifb8
tc qdisc show dev ifb7
sysctl -w net.core.default_qdisc=fq_codel
cat /proc/sys/net/core/default_qdisc
ip link add ifb9 type ifb
ip link add ifb6 numtxqueues 2 type ifb
ip link set ifb9 up
ip link set ifb6 up
tc qdisc show dev ifb8
tc qdisc show dev ifb9
tc qdisc show dev ifb6
tc -j qdisc show dev ifb9
tc class show dev ifb6
ip link show ifb9 | head -1
ip link show ifb6 | head -1
ip link set ifb8 down
ip link set ifb8 up
tc qdisc show dev ifb8
tc qdisc add dev ifb8 root handle 1: pfifo limit 3
tc qdisc show dev ifb8
tc qdisc del dev ifb8 root
tc qdisc show dev ifb8
ip link add A numtxqueues 4 type veth peer name B
ip link set A up
tc qdisc show dev A
tc qdisc show dev B
ip link set B up
tc qdisc add dev A root handle 1: mq
tc qdisc show dev A
tc -j qdisc show dev A
tc class show dev A
tc qdisc add dev A parent 1:2 handle 20: pfifo limit 7
tc qdisc add dev A parent 1:3 handle 30: sfq
tc qdisc show dev A
tc class show dev A
tc qdisc del dev A parent 1:2
tc qdisc show dev A
tc class show dev A
tc qdisc del dev A parent 1:1
tc qdisc add dev A parent 1:5 handle 50: pfifo limit 7
tc filter add dev A parent 1: matchall classid 1:1
tc qdisc change dev A root handle 1: mq
tc qdisc replace dev A root handle 2: mq
tc qdisc show dev A
tc qdisc add dev A parent 2:1 handle 21: mq
tc qdisc add dev A parent 2:1 handle 21: multiq
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc show dev A
sysctl -w net.core.default_qdisc=nosuch
sysctl -w net.core.default_qdisc=
sysctl -w net.core.default_qdisc=pfifo_fastandlong
sysctl net.core.default_qdisc
for k in fq sfq codel pie cake pfifo bfifo pfifo_fast prio tbf htb netem red drr noqueue ets mq pfifo_head_drop multiq; do sysctl -w net.core.default_qdisc=$k; ip link add ifb5 type ifb; ip link set ifb5 up; tc qdisc show dev ifb5; ip link show ifb5 | head -1 | cut -d: -f 2-; ip link del ifb5; done
sysctl -w net.core.default_qdisc=netem
ip link add ifb5 numtxqueues 2 type ifb
ip link set ifb5 up
tc qdisc show dev ifb5
tc qdisc add dev A root mq
sysctl -w net.core.default_qdisc=sfq
tc qdisc add dev A root handle 7: mq
tc qdisc show dev A
ip link add E type dummy
ip link set E up
tc qdisc show dev E
ip netns add n1
ip netns exec n1 sysctl net.core.default_qdisc
ip netns exec n1 ip link add ifb4 type ifb
ip netns exec n1 ip link set ifb4 up
ip netns exec n1 tc qdisc show dev ifb4
sysctl -w net.core.default_qdisc=fq_codel
for i in 5 6 7 8 9; do ip link del ifb$i; done
ip netns del n1
ip link del E
