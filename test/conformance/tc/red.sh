# Random early detection as tc shows it
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: red limit 400000 min 30000 max 90000 avpkt 1000 burst 55 ecn adaptive bandwidth 10mbit
tc qdisc show dev A
tc -d qdisc show dev A
tc -s qdisc show dev A
tc -s -d -j qdisc show dev A
tc class show dev A
tc -s class show dev A
tc qdisc change dev A root handle 1: red limit 60k avpkt 500
tc -d qdisc show dev A
tc -j -d qdisc show dev A
tc qdisc change dev A handle 1: root red limit 60k avpkt 500 min 6k probability 0.1 bandwidth 1gbit harddrop ecn nodrop
tc -d qdisc show dev A
tc qdisc add dev A parent 1:1 handle 2: netem delay 5ms
tc qdisc show dev A
tc class show dev A
tc qdisc change dev A root handle 1: red limit 2m avpkt 1k max 500k min 400k probability 1 bandwidth 100mbit
tc qdisc show dev A
tc -d qdisc show dev A
tc qdisc replace dev A root handle 1: red limit 10k avpkt 1k min 3k max 3k burst 9 bandwidth 1mbit probability 0.5
tc -d qdisc show dev A
tc qdisc replace dev A parent 1: handle 3: bfifo limit 5k
tc qdisc show dev A
tc qdisc del dev A parent 1: handle 3:
tc qdisc show dev A
tc qdisc replace dev A root handle 1: red limit 3000000 avpkt 100 burst 30000 min 1000 max 9000 bandwidth 1mbit
tc -d qdisc show dev A
tc qdisc del dev A root
