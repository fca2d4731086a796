# Network namespaces as lsns lists them, of one process
# oracle: root
ip netns add n1
ip netns add n2
ip link add A type veth peer name B netns n2
ip netns exec n1 sleep 4 & sleep 0.3
p=$!
lsns -t net -p $p -o TYPE,NPROCS,UID,USER,NETNSID,NSFS,COMMAND
lsns -n -t net -p $p -o NETNSID,NSFS
lsns -r -t net -p $p -o TYPE,NSFS,COMMAND
lsns -J -t net -p $p -o TYPE,NPROCS,USER,NETNSID,NSFS,COMMAND
lsns -l -t net -t uts -p $p -o type,nsfs | sort
lsns --type=net --task=$p --noheadings --output NPROCS
ip netns set n1 7
lsns -t net -p $p -o NETNSID,NSFS
kill $p
wait $p
ip netns exec n2 sleep 4 & sleep 0.3
lsns -t net -p $! -o NETNSID,NSFS
touch /run/netns/n3
mount --bind /run/netns/n2 /run/netns/n3
lsns -t net -p $! -o NETNSID,NSFS,USER
lsns -t net -p $! -W -o NETNSID,NSFS,USER
lsns -t net -p $! -J -o NSFS
ns=$(readlink /proc/$!/ns/net); ns=${ns//[!0-9]}
lsns -n -o USER,COMMAND $ns
[ "$(lsns -n -o NS -t net -p $! | tr -d ' ')" = "$ns" ] && echo same
kill $!
umount /run/netns/n3
