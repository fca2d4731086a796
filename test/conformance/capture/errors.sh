# What people get wrong with tcpdump: devices, filters, files, options.
# oracle: root
sudo ip link add a0 type veth peer name b0
sudo tcpdump -i nosuch
sudo tcpdump -i a0
sudo ip link set lo up
sudo tcpdump -i lo -c 1 foo
sudo tcpdump -i lo -c 1 host
sudo tcpdump -i lo -c 1 port
sudo tcpdump -i lo -c 1 port 99999
sudo tcpdump -i lo -c 1 icmp and
sudo tcpdump -i lo -c 1 '(icmp'
sudo tcpdump -i lo -c 1 net 10.0.0.1/24
sudo tcpdump -i lo -c 1 host 10.0.0.0/8
sudo tcpdump -i lo -c 1 ether host foo
sudo tcpdump -i any -c 1 vlan 10
sudo tcpdump -c x -i lo
sudo tcpdump -c 0 -i lo
sudo tcpdump -Q foo -i lo
sudo tcpdump -s 999999 -i lo
sudo tcpdump -r nosuch.pcap
echo hi > bad.pcap
sudo tcpdump -r bad.pcap
echo this is not a capture file > text.pcap
sudo tcpdump -r text.pcap
: > empty.pcap
sudo tcpdump -r empty.pcap
sudo tcpdump -w /nosuch/x.pcap -i lo
sudo ip link del a0
