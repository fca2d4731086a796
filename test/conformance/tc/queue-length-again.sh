# A device that was told to have no queue by a length of 0 has one again with the first discipline (found by fuzzing).
# oracle: root
ip link add e0 type veth peer name e1
ip link set e0 txqueuelen 0
tc qdisc add dev e0 root handle 1: pfifo
ip link show e0
tc qdisc del dev e0 root
ip link set e0 txqueuelen 0
ip link set e0 up
ip link show e0
tc qdisc add dev e0 root tbf rate 1mbit burst 10k latency 50ms
ip link show e0
ip link set e1 txqueuelen 0
tc qdisc add dev e1 root handle 1: nosuch
ip link show e1
tc qdisc add dev e1 root handle 1: tbf rate 0 burst 32kbit latency 400ms
ip link show e1
tc qdisc add dev e1 ingress
ip link show e1
tc qdisc add dev e1 clsact
ip link show e1
tc qdisc replace dev e1 root handle 5: htb
ip link show e1
ip link set e1 txqueuelen 0
tc qdisc replace dev e1 root handle 5: htb
ip link show e1
tc class add dev e1 parent 5: classid 5:1 htb rate 1mbit
ip link show e1
tc qdisc add dev e1 parent 5:1 handle 6: pfifo
ip link show e1
