# Corruption, reordering and what hangs below an emulator.
# oracle: vm
ip link add eth0 type veth peer name e0p
tc qdisc add dev eth0 root netem delay 100ms 10ms 25% loss 0.3% 25%
tc qdisc show dev eth0
tc qdisc change dev eth0 root netem corrupt 0.1%
tc qdisc show dev eth0
tc -j qdisc show dev eth0
tc qdisc change dev eth0 root netem corrupt 5% 50%
tc qdisc show dev eth0
tc qdisc change dev eth0 root netem gap 5 delay 10ms
tc qdisc change dev eth0 root netem delay 10ms reorder 25% 50%
tc qdisc show dev eth0
tc qdisc replace dev eth0 root netem loss random 5%
tc qdisc show dev eth0
tc qdisc change dev eth0 root netem corrupt x
tc qdisc change dev eth0 root netem delay 10ms distribution nosuch
tc qdisc del dev eth0 root
tc qdisc add dev eth0 root handle 1: netem delay 20ms loss 0%
tc qdisc add dev eth0 parent 1: handle 10: tbf rate 50mbit burst 32kbit latency 400ms
tc qdisc add dev eth0 parent 1:1 handle 20: tbf rate 50mbit burst 32kbit latency 400ms
tc qdisc show dev eth0
tc qdisc del dev eth0 parent 1: handle 10:
tc qdisc add dev eth0 parent 1:7 handle 30: pfifo limit 10
tc qdisc show dev eth0
tc qdisc del dev eth0 root
tc qdisc add dev eth0 handle 10: root tbf rate 0.5mbit burst 5kb latency 70ms peakrate 1mbit minburst 1540
tc qdisc show dev eth0
tc -d qdisc show dev eth0
tc -j qdisc show dev eth0
tc qdisc replace dev eth0 root tbf rate 1mbit burst 10kb latency 70ms peakrate 1mbit
tc qdisc replace dev eth0 root tbf rate 1mbit burst 10kb latency 70ms peakrate 0.5mbit mtu 1600
tc qdisc replace dev eth0 root tbf rate 1mbit burst 10kb limit 10000 peakrate 2mbit mtu 1000
tc qdisc show dev eth0
