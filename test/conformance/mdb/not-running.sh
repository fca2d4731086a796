# oracle: root
# Groups of a bridge that is down or does not snoop, and rings and queues of no length
ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge mdb del dev br0 port br0 grp 239.1.1.2
bridge mdb add dev br0 port br0 grp 239.1.1.2
bridge mdb del dev br0 port v0 grp 239.1.1.2
bridge mdb add dev br0 port v0 grp 239.1.1.2
bridge mdb replace dev br0 port v0 grp 239.1.1.2
bridge mdb add dev br0 port br0 grp 239.1.1.2 permanent
bridge mdb del dev br0 port br0 grp 239.1.1.2 permanent
bridge mdb add dev br0 port v1 grp 239.1.1.2
bridge mdb del dev br0 port v1 grp 239.1.1.2
bridge mdb del dev br0 port lo grp 239.1.1.2
bridge mdb del dev br0 port br0 grp 239.1.1.2 vid 10
bridge mdb del dev br0 port v0 grp 239.1.1.2 vid 10
bridge mdb del dev br0 port v0 grp 224.0.0.1
bridge mdb del dev br0 port br0 grp 224.0.0.1
bridge mdb del dev br0 port br0 grp 10.0.0.1
ip link set br0 up
bridge mdb del dev br0 port br0 grp 239.1.1.2
bridge mdb add dev br0 port br0 grp 239.1.1.2
bridge mdb add dev br0 port br0 grp 239.1.1.2 permanent
bridge mdb add dev br0 port v0 grp 239.1.1.2 permanent
bridge mdb del dev br0 port br0 grp 239.1.1.2
bridge mdb show | grep 239
ip link set br0 type bridge mcast_snooping 0
bridge mdb del dev br0 port br0 grp 239.1.1.2
bridge mdb add dev br0 port br0 grp 239.1.1.2
bridge mdb add dev br0 port v0 grp 239.1.1.2
bridge mdb del dev br0 port v0 grp 239.1.1.2
ip link set br0 down
bridge mdb del dev br0 port br0 grp 239.1.1.2
bridge mdb del dev br0 port v0 grp 239.1.1.2
ip link set br0 type bridge mcast_snooping 1
bridge mdb del dev br0 port v0 grp 239.1.1.2
ip link set br0 up
bridge mdb del dev br0 port v0 grp 239.1.1.2
bridge mdb del dev br0 port v0 grp 239.1.1.2
ip link add ifb7 type ifb
ip link set ifb7 txqueuelen 0
tc qdisc add dev ifb7 root pfifo_fast
tc qdisc replace dev ifb7 root pfifo
tc qdisc replace dev ifb7 root pfifo_fast
tc qdisc show dev ifb7
ip link set ifb7 up
ip link set ifb7 txqueuelen 0
tc qdisc show dev ifb7
tc qdisc replace dev ifb7 root pfifo_fast
tc qdisc add dev ifb7 root pfifo
tc qdisc show dev ifb7
ip link set ifb7 txqueuelen 10
tc qdisc replace dev ifb7 root pfifo_fast
ip link set ifb7 txqueuelen 0
tc qdisc show dev ifb7
ip link show ifb7
ip link set ifb7 txqueuelen 5000000
ip link show ifb7
tc qdisc del dev ifb7 root
tc qdisc show dev ifb7
ip link set ifb7 txqueuelen 0
tc qdisc replace dev ifb7 root bfifo
tc qdisc show dev ifb7
tc qdisc replace dev ifb7 root handle 1: htb
tc class add dev ifb7 parent 1: classid 1:1 htb rate 1mbit
tc qdisc add dev ifb7 parent 1:1 pfifo_fast
tc qdisc show dev ifb7
