# A leaf of htb whose rate makes a quantum that is too small or too big gets another, and tc says so
# oracle: root
ip link add v0 type veth peer name v1
tc qdisc add dev v0 root handle 1: htb default 10
tc class add dev v0 parent 1: classid 1:1 htb rate 100mbit
echo $?
tc class add dev v0 parent 1: classid 1:2 htb rate 8kbit
tc class add dev v0 parent 1: classid 1:3 htb rate 100mbit quantum 1500
tc class change dev v0 parent 1: classid 1:1 htb rate 200mbit
tc class replace dev v0 parent 1: classid 1:1 htb rate 200mbit
tc class add dev v0 parent 1:1 classid 1:4 htb rate 100mbit
tc class change dev v0 parent 1: classid 1:1 htb rate 300mbit
tc class add dev v0 classid 1:ffff htb rate 16mbit
tc class add dev v0 parent 1: classid 1:abc htb rate 17mbit
tc class add dev v0 parent 1: classid 1:6 htb rate 79kbit
tc class add dev v0 parent 1: classid 1:7 htb rate 80kbit
tc class add dev v0 parent 1: classid 1:7 htb rate 8kbit
tc class add dev v0 parent 1: classid 2:8 htb rate 8kbit
tc class add dev v0 parent 1: classid 1:8 htb ceil 8kbit
tc class show dev v0
tc qdisc add dev v1 root handle 8001: htb r2q 1000
tc class add dev v1 parent 8001: classid :1 htb rate 1mbit
tc class add dev v1 parent 8001: classid 8001:2 htb rate 1gbit
tc class replace dev v1 parent 8001: classid 8001:2 htb rate 2gbit
