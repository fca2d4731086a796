# Each namespace that options name is entered as it is read: the first that is not there ends the program.
# oracle: root
ip netns add c1
ip netns add c2
ip -n nosuch -n c1 link
ip -n c1 -n c2 -br link
ip -n c1 -n nosuch link
ip -n nosuch -xyz link
ip -xyz -n nosuch link
ip -n nosuch -V
ip -n nosuch nosuch
ip -n c1
bridge -n 0.0.0.0 -n c2 vlan list
bridge -n c1 -n c2 link
bridge -n nosuch -xyz link
bridge -n nosuch -V
bridge -n c1 -n
tc -n nosuch -n c1 qdisc show
tc -n c1 -n c2 qdisc show
tc -n nosuch -xyz qdisc
tc -n nosuch -V
