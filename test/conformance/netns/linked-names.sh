# Names of namespaces that are symbolic links: what stands behind one goes when it is deleted, its file stays
# oracle: root
ip netns add p1
ip netns add p2
ip -n p1 link add v0 type veth peer name v1 netns p2
ln -s /run/netns/p2 /run/netns/alias
ip netns exec alias ip -br link show lo
ip netns identify 1
ip netns del alias
sleep 0.3
ls /run/netns
ip netns exec p2 ip link
ip -n p2 link
ip -n p1 link show v0
ip netns set p2 7
ip netns set p1 7
ip netns list 2>&1
ip netns list-id
ip netns pids p2
ip netns add p2
ip netns del p2
ip netns del p2
ln -s /nonexistent /run/netns/dangling
ip netns exec dangling ip link
ip netns add dangling
ip netns del dangling
ip netns del dangling
ln -s p1 /run/netns/relative
ip -n relative link show lo
ip netns del relative
ip -n p1 link show lo
ip netns del p1
touch /run/netns/plain
ip netns exec plain true
ip netns del plain
ln -s /proc/self/ns/net /run/netns/self
ip netns exec self ip -br link show lo
ip netns del self
ls /run/netns
sleep 0.3
