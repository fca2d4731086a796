# What devices do for the stack, switched on and off with ethtool -K.
# oracle: root
ip link add v0 type veth peer name v1
ip link add br0 type bridge
ip tuntap add t0 mode tap
ethtool -K v1 tx off
ethtool -k v1 | grep -v fixed
ethtool -K v1 tx on
ethtool -K v0 tx off rx off
ethtool -K v0 tso off gso off gro off
ethtool -k v0 | grep -v fixed | head -20
ethtool -K v0 sg off
ethtool -K v0 sg on
ethtool --offload v0 gro on
ethtool --features v0 generic-receive-offload on
ethtool -K v0 lro on
ethtool -K v0 rxvlan off txvlan off rxhash off
ethtool -K v0 rxhash on
ethtool -K v0 tx off tx on
ethtool -K v0 tx-udp-segmentation off
ethtool -K v0 nosuch on
ethtool -K v0 gro off nosuch on
ethtool -K v0 gro
ethtool -K v0 gro maybe
ethtool -K v0 ufo off
ethtool -K v0
ethtool -K
ethtool -K nope tx off
ethtool -K lo tx off
ethtool -K lo rx off
ethtool -K lo sg off
ethtool -K lo tso off
ethtool -k lo | grep segm
ethtool -K br0 tx off
ethtool -k br0 | grep -v fixed
ethtool -K br0 tx on
ip link add v2 type veth peer name v3
ip link set v2 master br0
ethtool -k br0 | grep requested
ip netns add a
ip link set v1 netns a
ip netns exec a ethtool -k v1 | grep 'off$'
ip netns exec a ethtool -K v1 tx off rx off
ethtool -k t0 | grep requested
ethtool -i t0
ethtool t0
