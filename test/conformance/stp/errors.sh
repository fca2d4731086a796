# Spanning tree settings that are refused
# oracle: root
ip link add br0 type bridge hello_time 99
ip link add br0 type bridge hello_time 1001
ip link add br0 type bridge max_age 599
ip link add br0 type bridge forward_delay x
ip link add br0 type bridge priority 65536
ip link add br0 type bridge stp_state 1 forward_delay 100
ip -d link show br0 | grep -o 'forward_delay.*priority [0-9]*'
ip link set br0 type bridge forward_delay 199
ip link set br0 type bridge forward_delay 3001
ip link set br0 type bridge hello_time 50
ip link set br0 type bridge max_age 5000
ip link set br0 type bridge priority -1
ip link set br0 type bridge stp_state 2
ip link set br0 type bridge stp_state on
ip link add A type veth peer name B
ip link set A type bridge_slave cost 10
bridge link set dev A cost 10
ip link set A master br0
bridge link set dev A cost 0
bridge link set dev A cost 65536
bridge link set dev A priority 64
bridge link set dev A cost x
ip link set A type bridge_slave priority 70000
ip link set A type bridge_slave cost 0
brctl setbridgeprio br0 x
brctl setpathcost br0 A 0
brctl setpathcost br0 B 10
brctl setportprio br0 A 64
brctl sethello br0 0.5
brctl setmaxage br0 100
brctl setfd br0 1
brctl setfd br0 x
brctl stp br0 maybe
brctl stp br9 on
ip link
