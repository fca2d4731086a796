# tcpdump on both sides of a bridge and on the bridge sees a ping and the ARP before it; files are read back.
# oracle: root
sudo ip link add br0 type bridge
sudo ip addr add 10.0.0.1/24 dev br0
sudo ip link set br0 up
for i in 1 2; do
  sudo ip netns add n$i
  sudo ip link add v$i type veth peer name e$i netns n$i
  sudo ip link set v$i master br0 up
  sudo ip -n n$i link set e$i address 02:00:00:00:00:0$i up
  sudo ip -n n$i addr add 10.0.0.1$i/24 dev e$i
done
sleep 3
sudo tcpdump -tnl -c 4 -i v1 arp or icmp > v1.txt 2> v1.err &
sudo tcpdump -tnle -c 4 -i v2 arp or icmp > v2.txt 2> v2.err &
sudo tcpdump -tnl -c 3 -i br0 arp or icmp > br0.txt 2> br0.err &
sudo ip netns exec n1 tcpdump -c 4 -i e1 -w e1.pcap arp or icmp 2> e1.err &
sudo ip netns exec n2 tcpdump -tnl -c 4 -i any arp or icmp > any.txt 2> any.err &
sleep 2
sudo ip netns exec n1 ping -c 1 10.0.0.12
wait
cat v1.txt v2.txt br0.txt any.txt
cat v1.err e1.err
tail -n 3 any.err
head -n 3 any.err
tcpdump -tn -r e1.pcap
tcpdump -tne -r e1.pcap arp
tcpdump -tn -r e1.pcap 'icmp[icmptype] = icmp-echoreply'
tcpdump -tn -r e1.pcap not arp and src 10.0.0.11
tcpdump -tn -r e1.pcap -w replies.pcap 'icmp[0] = 0'
tcpdump -tn -r replies.pcap
tcpdump -tnq -r e1.pcap -c 1
tcpdump -tnx -r e1.pcap -c 1
tcpdump -tnv -r e1.pcap arp
tcpdump -n -r e1.pcap --count
sudo ip link del br0
for i in 1 2; do sudo ip link del v$i; sudo ip netns del n$i; done
