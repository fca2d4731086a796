# What an empty machine has.
# oracle: root
ip addr
ip route
ip neigh
ip rule
bridge link
brctl show
ip netns
ping -c 1 127.0.0.1
ping -c 1 ::1
ping -c 1 10.0.0.1
hostname
id -u
pwd
