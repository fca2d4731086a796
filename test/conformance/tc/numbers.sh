# Handles, times, sizes and rates as tc reads them, and the numbers that refused disciplines use up
# oracle: vm
ip link add A type veth peer name B
tc qdisc add dev A root handle 1:5 pfifo
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root prio bands 17
tc qdisc add dev A root prio bands 16 multiqueue
tc qdisc add dev A parent 8002:20 pfifo
tc qdisc add dev A parent 80020003 pfifo limit 0x10
tc -o qdisc show dev A
tc -nm -t qdisc show dev A
tc -color=never qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root pfifo limit 4294967296
tc qdisc add dev A root netem limit 1k delay 99us loss 0.001%
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc replace dev A root netem delay 4295s
tc qdisc show dev A
tc qdisc replace dev A root netem delay 3600s
tc qdisc replace dev A root netem delay -1ms
tc qdisc replace dev A root netem delay 1ms 1ms distribution
tc qdisc replace dev A root netem loss 1% loss 2%
tc qdisc replace dev A root netem loss random x
tc qdisc del dev A root
tc qdisc add dev A root handle 1: tbf rate 1mibit burst 10k/8 lat 10ms
tc -d -j qdisc show dev A
tc qdisc change dev A root tbf rate 1gbit buffer 10k lim 20k
tc -d qdisc show dev A
tc qdisc add dev A parent 1:1 pfifo limit 3
tc qdisc change dev A root handle 1: tbf rate 1gbit burst 10k limit 7000
tc qdisc show dev A
tc qdisc change dev A root tbf rate 8bit burst 10k latency 10ms
tc qdisc show dev A
tc qdisc change dev A root tbf rate 1mbit burst 10k burst 20k latency 10ms
tc qdisc change dev A root tbf rate 1mbit burst 10k latency 10ms limit 10k
tc qdisc change dev A root tbf rate 1mbit burst 10k/7 latency 10ms
tc qdisc change dev A root tbf rate -1 burst 10k limit 0
tc qdisc get dev A
