# Pairs made with one end elsewhere: where the other end goes, with and without words on it
# oracle: root
ip netns add box
ip link add inner netns box type veth peer name outer
ip link show outer
ip -n box link show inner
ip link set outer up master nothere
ip link add third address 02:00:00:00:00:03 mtu 1400 txqueuelen 70 group 5 netns box type veth
ip -n box link show type veth
ip link add fourth netns box type veth peer
ip link show veth0
ip link add fifth netns box type veth peer name fifth
ip link show fifth
ip -n box link show fifth
ip link add sixth netns box type veth peer name outer
ip link add sixth netns box type veth peer name deep netns box
ip -n box link show deep
ip link add seventh netns nowhere type veth peer name far
ip link add inner netns box type veth peer name far
ip link show far
ip -n box link del inner
ip link show outer
