# Commands that cannot be run in a namespace
# oracle: root
ip netns add n1
ip netns exec n1 nosuchprogram
ip netns exec n1 /nowhere/program
ip netns exec n1 /etc/hostname
ip netns exec n1
ip netns exec n1 false
ip netns exec n1 sh -c 'exit 7'
ip netns exec n2 true
ip netns exec '' true
ip -n n1 link show nowhere
ip -n n2 link
ip -all netns exec false
ip netns exec n1 ip netns exec n1 ip -br link
