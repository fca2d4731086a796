# Files in /run/netns that are no namespaces: what lists, enters, moves to and deletes them says
# oracle: root
ip netns add ns1
touch /run/netns/plain
mkdir /run/netns/dir
ln -s /nowhere /run/netns/dangling
ip netns list
ip netns list-id
ip -j netns
ip link add v0 type veth peer name p0
ip link set v0 netns plain
ip link set v0 netns dir
ip link set v0 netns dangling
ip link set nosuch netns plain
ip netns exec plain true
ip netns exec dir true
ip netns exec dangling true
ip -n plain link
ip -n dir link
ip -all netns exec echo hi
ip netns pids plain
ip netns pids dir
ip netns identify
ip netns set plain 5
ip netns set nosuch 5
ip netns set dir 5
ip link add v5 type veth peer name p5 netns plain
ip netns del plain
ip netns del dir
ip netns del dangling
ip netns add dir
ip netns add dangling
ip netns list
ip -all netns del
ip -n /run/netns/q7 link
ls /run/netns
rm -r /run/netns/dir
ip link add v7 type veth peer name p7
ip link set v7 netns /run/netns/q7
ip link set p7 netns /nosuch
ip link set p7 netns /etc/passwd
ip link set p7 netns /proc/self/ns/net
ip -n /run/netns/q7 link
ip netns exec /run/netns/q7 ip link
ip link del p7
ip netns del q7
ip -all netns del
ip link del v0
