# A label is added below the name that ifconfig was given, be it a label itself (found by fuzzing).
# oracle: root
ip link add br0 type bridge
ip addr add 10.0.0.1/24 dev br0
ifconfig br0:x add 10.1.0.1
ip addr show br0
ifconfig br0:x add 10.2.0.1
ip addr show br0
ifconfig br0:x del 10.1.0.1
ip addr show br0
ifconfig br0:5 10.3.0.1 netmask 255.255.0.0
ifconfig br0:5 add 10.3.0.9
ip addr show br0
ifconfig br0 add 10.0.0.9
ip addr show br0
ifconfig br0:a-long-label add 10.4.0.1
ip addr show br0
ifconfig br0:x del 10.77.0.1
ip addr show br0
