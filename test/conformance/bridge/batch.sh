# A file of commands for bridge, which ends at the first that fails, or not.
# oracle: root
ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
printf 'fdb add 02:00:00:00:00:01 dev v0 master static\n\n# comment\nlink set dev v0 cost 77\nfdb add zz dev v0\nlink set dev v0 cost 78\n' > /tmp/f
bridge -batch /tmp/f
bridge link
bridge -force -b /tmp/f
bridge link
bridge -b /nosuch
bridge -b /dev/null
bridge -b
echo 'fdb show dev v0' | bridge -b - | grep 02:00
