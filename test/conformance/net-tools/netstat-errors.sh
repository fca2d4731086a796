# What people get wrong with netstat.
# oracle: root
sudo ip netns add a
sudo ip -n a link set lo up
sudo ip netns exec a netstat -z
sudo ip netns exec a netstat -tlnq
sudo ip netns exec a netstat --nosuch
sudo ip netns exec a netstat --num
sudo ip netns exec a netstat -A
sudo ip netns exec a netstat -A inet7 -tn
sudo ip netns exec a netstat --protocol=ipv4 -tn
sudo ip netns exec a netstat --tcp=yes
sudo ip netns exec a netstat -tn 10.0.0.1
sudo ip netns exec a netstat tulpn
sudo ip netns exec a netstat -tul --inet6
sudo ip netns del a
