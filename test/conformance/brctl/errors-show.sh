# What brctl cannot show
# oracle: root
ip link add A type veth peer name B
brctl show nope
brctl show A
brctl show lo nope
brctl showmacs
brctl showmacs nope
brctl showmacs A
brctl showstp
brctl showstp nope
brctl showstp A
brctl showmac br0
brctl
brctl foo
brctl -x
brctl --version
brctl showstp br0 br1
