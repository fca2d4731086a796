# What people get wrong with random early detection
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root red
tc qdisc add dev A root red limit
tc qdisc add dev A root red limit 10x
tc qdisc add dev A root red limit 10k
tc qdisc add dev A root red avpkt 1000
tc qdisc add dev A root red limit 10k avpkt 0
tc qdisc add dev A root red limit 10k avpkt x
tc qdisc add dev A root red limit 10k min x
tc qdisc add dev A root red limit 10k max x
tc qdisc add dev A root red limit 10k burst x
tc qdisc add dev A root red limit 10k burst -1
tc qdisc add dev A root red limit 10k probability often
tc qdisc add dev A root red limit 10k bandwidth wide
tc qdisc add dev A root red limit 10k avpkt 1000 min 5k max 3k
tc qdisc add dev A root red limit 10k avpkt 1000 min 5k burst 1
tc qdisc add dev A root red limit 10k avpkt 1000 probability 0
tc qdisc add dev A root red limit 1g avpkt 1000
tc qdisc add dev A root red limit 100k avpkt 1000 nodrop
tc qdisc add dev A root red limit 100k avpkt 1000 bandwidth 1mbit nodrop
tc qdisc add dev A root red limit 100k avpkt 1000 bandwidth 1mbit fast
tc qdisc add dev A root red help
tc qdisc add dev nope root red limit 100k avpkt 1000
tc qdisc add dev A red limit 100k avpkt 1000 bandwidth 1mbit
tc qdisc show dev A
tc qdisc add dev A root handle 1: red limit 100k avpkt 1000 bandwidth 1mbit
tc qdisc add dev A parent 1:3 handle 4: pfifo
tc qdisc add dev A parent 2:1 handle 4: pfifo
tc class add dev A parent 1: classid 1:2 red
tc class del dev A classid 1:1
tc filter add dev A parent 1: matchall action drop
tc qdisc change dev A root handle 1: red limit 100k avpkt 1000 bandwidth 1mbit nodrop
tc qdisc show dev A
