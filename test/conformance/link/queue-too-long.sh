# Queues longer than the kernel has memory for: refused where pfifo_fast is, and no queue where it would be.
# oracle: root
ip tuntap add t0 mode tun
ip link set t0 up
ip link set t0 txqueuelen -1
ip link set t0 mtu 1400 txqueuelen 524289
ip link set t0 txqueuelen 524288
ifconfig t0 txqueuelen -1
ip link show t0
ip tuntap add t1 mode tun
ip link set t1 txqueuelen -1
ip link set t1 up
ip link set t1 txqueuelen 500
ip link show t1
tc qdisc add dev t1 root pfifo_fast
ip link set t1 txqueuelen 524289
tc qdisc replace dev t1 root pfifo
ip link set t1 txqueuelen 524289
tc qdisc replace dev t1 root pfifo_fast
