# An address with a length behind a netmask is one netmask too many.
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ifconfig v0 netmask 10.0.1.1 127.0.0.1/8 up
echo $?
ifconfig v0 netmask 255.0.0.0 10.0.0.1/33
ip addr show v0
ifconfig v0 10.0.0.1/8 netmask 255.255.0.0
ip addr show v0
ifconfig v0 netmask 255.0.0.0 10.0.0.2/8
ifconfig v0 netmask 255.255.255.0 10.0.0.2
ifconfig v0 10.0.0.3/33
ifconfig v0 | head -2
ip link set v0 down
sleep 1
