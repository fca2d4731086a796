# What may be written to the files of a link below /sys/class/net, and what is refused
# oracle: root
ip link add v0 address 02:00:00:00:00:01 numtxqueues 2 numrxqueues 2 type veth peer name e0
w() { echo "$1" > /sys/class/net/v0/$2; cat /sys/class/net/v0/$2 2>&1; }
w 1400 mtu
w abc mtu
w 67 mtu
w 65536 mtu
w 0x500 mtu
w 010000 mtu
w -5 mtu
w "" mtu
w " 1300" mtu
w "1300 5" mtu
w 500 tx_queue_len
w 4294967296 tx_queue_len
w x tx_queue_len
w 7 netdev_group
w x netdev_group
w 4294967295 netdev_group
w "two words" ifalias
w "" ifalias
w 1 proto_down
w 0x1003 flags
w 0x1103 flags
ip link show v0 | head -1
w 0x1 flags
ip link show v0 | head -1
w 0x1082 flags
ip link show v0 | head -1
w zz flags
w 1 carrier
w 1 threaded
w x threaded
w 2 address
w x operstate
for value in 1 3 7 ff 00000001 g "" 1,0 0x1 100000000 0; do w "$value" queues/rx-0/rps_cpus; done
for value in 3 7 g; do w "$value" queues/tx-0/xps_rxqs; done
for value in 2 7; do w "$value" queues/tx-1/xps_cpus; done
for value in 64 65 0 1000 x -1 0x10; do w "$value" queues/rx-1/rps_flow_cnt; done
w 1 queues/tx-0/tx_maxrate
w 1 queues/tx-0/tx_timeout
for value in 20000 x -1 0x10; do w "$value" gro_flush_timeout; done
for value in 2 x 2147483648; do w "$value" napi_defer_hard_irqs; done
w 1 statistics/rx_packets
ip link set v0 name v1
cat /sys/class/net/v1/queues/rx-1/rps_flow_cnt /sys/class/net/v1/gro_flush_timeout
ip link del v1
