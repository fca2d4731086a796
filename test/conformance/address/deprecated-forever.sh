# Addresses of IPv4 that are valid forever are said to be preferred as long
# oracle: root
ip link add br1 type bridge
ip link add vx0 address 02:1a:00:00:62:04 type vxlan id 42 group 239.1.1.1 dev br1 dstport 4789
ip a change 172.17.42.3/24 dev vx0 preferred_lft 0
ip a add 172.17.43.3/24 dev vx0 preferred_lft 0
ip a add 172.17.45.3/24 dev vx0
ip a change 172.17.45.3/24 dev vx0 preferred_lft 0
ip a replace 172.17.46.3/24 dev vx0 preferred_lft 0
ip a replace 172.17.46.3/24 dev vx0 preferred_lft 0
ip addr show dev vx0
sleep 1.5
ip addr show dev vx0
sleep 3
ip addr show dev vx0
ip a change 172.17.42.3/24 dev vx0 preferred_lft 0
ip addr show dev vx0
