# Namespaces that are not there, names that are none, numbers taken
# oracle: root
ip netns add n1
ip netns add n1
ip netns set n1 7
ip netns set n1 8
ip netns list-id nsid 99
ip netns list-id nsid x
ip netns identify x
ip netns identify 1 2
ip netns identify 999999
ip netns pids nope
ip netns pids
ip netns pids n1 n2
ip netns exec n1
ip netns exec
ip netns exec nope true
ip netns exec n1 nosuchprogram
ip netns attach n4 999999
ip netns attach n4 x
ip netns attach n4
ip netns attach
ip netns add a/b
ip netns add ..
ip netns add
ip netns del nope
ip netns del
ip netns set nope 5
ip netns set n1
ip netns set
ip netns set n1 -5
ip netns set n1 x
ip netns foo
ip -n nope netns
ip netns list-id foo 2> /dev/null
ip netns
