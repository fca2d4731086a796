# Several alternative names in one command, and links that nothing can hold down
# oracle: root
ip link add e0 type veth peer name e1
ip link property add dev e0 altname front altname outside
ip link show outside
ip link set front mtu 1400
ip link property add dev e0 altname third altname front altname fourth
ip link show e0
ip link property del dev e0 altname front altname nobody altname outside
ip link show e0
ip link property del dev e0 altname outside altname third
ip link show third
ip link set e0 protodown on
ip link set e0 protodown off
ip link set e0 protodown maybe
ip link set e0 protodown on mtu 1300
ip link set lo protodown off
ip link add held type veth protodown
ip link show e0
