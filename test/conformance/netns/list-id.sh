# Numbers of namespaces, as this one and another know them
# oracle: root
ip netns add n1
ip netns add n2
ip netns list-id
ip netns set n1 5
ip netns set n2 auto
ip netns
ip -j netns
ip netns list-id
ip -j netns list-id
ip netns list-id nsid 5
ip netns list-id target-nsid 5
ip netns list-id target-nsid 5 nsid 0
ip -n n1 netns set n2 3
ip netns list-id target-nsid 5
ip -j -p netns list-id target-nsid 5
ip netns list-id target-nsid 5 nsid 0
ip netns list-id target-nsid 5 nsid 3
ip netns list-id target-nsid 5 nsid 5
ip -n n1 netns list-id
ip netns list-id nsid 77
ip netns list-id nsid
ip netns list-id nsid foo
ip netns list-id target-nsid 77
ip netns list-id target-nsid 77 nsid 5
ip netns list-id target-nsid foo
ip netns list-id target-nsid
ip netns list-id foo
ip netns help
