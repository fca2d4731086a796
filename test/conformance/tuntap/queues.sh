# A device has a queueing discipline for each of its queues, and none where its queue was given no length.
# oracle: root
ip tuntap add t0 mode tun multi_queue
ip link show t0
tc qdisc show dev t0
ip link set t0 up
ip link show t0
tc qdisc show dev t0
tc -s qdisc show dev t0
tc -j qdisc show dev t0
tc qdisc show
tc qdisc show dev t0 parent :1
tc qdisc show dev t0 root
tc class show dev t0 | tail -n 2
tc -s class show dev t0 classid :3
tc qdisc add dev t0 root handle 5: pfifo
tc qdisc show dev t0
ip link show t0
tc qdisc del dev t0 root
tc qdisc show dev t0
ip link set t0 down
tc qdisc show dev t0
ip tuntap add t1 mode tun
ip link set t1 txqueuelen 0
tc qdisc show dev t1
ip link set t1 up
ip link show t1
tc qdisc show dev t1
ip link set t1 txqueuelen 10
ip link set t1 down
ip link set t1 up
tc qdisc show dev t1
tc qdisc add dev t1 root handle 1: tbf rate 1mbit burst 32kbit latency 400ms
tc qdisc del dev t1 root
tc qdisc show dev t1
ip link add ifb7 type ifb
ip link set ifb7 txqueuelen 0
ip link set ifb7 up
tc qdisc show dev ifb7
ip link set ifb7 txqueuelen 0
ip link add ifb8 numtxqueues 3 type ifb
ip link set ifb8 up
tc qdisc show dev ifb8
tc class show dev ifb8
ip link set ifb8 txqueuelen 0
tc qdisc show dev ifb8
