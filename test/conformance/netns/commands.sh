# Namespaces numbered, identified, entered one by one and all, attached and deleted
# oracle: root
ip netns add n1
ip netns add n2
ip netns
ip netns set n1 7
ip netns set n1 8
ip netns set n2 7
ip netns set n2 auto
ip netns list
ip -j netns list
ip netns list-id
ip netns list-id nsid 7
ip netns identify
ip netns exec n1 ip netns identify
ip netns pids n1
ip netns exec n1 sleep 5 & sleep 0.2; ip netns pids n1 | wc -l; kill %1
ip -all netns exec ip -br link
ip -all netns exec false
ip netns exec n1 false
ip netns exec n1 sh -c 'exit 3'
unshare -n sleep 5 & sleep 0.2; ip netns attach n3 $!; ip netns; kill $!
ip -n n3 -br link
ip netns del n3
ip netns add n1
ip netns
ip netns attach n1 $$
ip -all netns del
ip netns
