# By another name than its own a bridge is asked by an old ioctl, which leaves three times in jiffies.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
brctl addbr an-interface-name-too-long
ip link property add dev an-interface-na altname alt0
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
brctl addif an-interface-na v0
ip link add br0 address 02:00:00:00:00:09 type bridge
brctl setfd br0 4
brctl sethello br0 1
brctl showstp an-interface-name-too-long
brctl showstp alt0
brctl showstp an-interface-na
brctl showstp an-interface:1
brctl showstp br0:1
brctl showstp br0
brctl show br0:1
brctl show alt0
brctl show nosuch:1
brctl show v0:1
brctl showmacs alt0
brctl showmacs br0:1
brctl showmacs an-interface-name-too-long
