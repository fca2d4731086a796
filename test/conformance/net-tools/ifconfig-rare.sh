# Rarer words of ifconfig, several in a line, and what is wrong with them
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add br0 address 02:00:00:00:00:0c type bridge
ip link add tn mtu 1300 type ifb
ifconfig -v nope
ifconfig -s nope
ifconfig -as
ifconfig -v A mtu 10
ifconfig -v nope up
ifconfig -v nope up mtu 4
ifconfig -v A del fd00::9/64
ifconfig A -pointtopoint
ifconfig A pointtopoint 10.0.0.2
ifconfig A pointopoint
ifconfig A dstaddr
ifconfig A dstaddr 10.0.0.9
ifconfig A 10.0.0.1 dstaddr 10.0.0.9
ip addr show A
ifconfig A dstaddr foo up
ifconfig A broadcast
ifconfig A broadcast foo up
ifconfig A port 1
ifconfig A media 3
ifconfig A media AUI
ifconfig A media bnc
ifconfig A media tp
ifconfig A media
ifconfig nope media AUI
ifconfig nope irq 5
ifconfig A mem_start
ifconfig A mem_start 0x10
ifconfig A io_addr foo
ifconfig A outfill 3
ifconfig A keepalive
ifconfig A hw
ifconfig A hw ether
ifconfig A hw ether zz up mtu 1400
ip link show A
ifconfig A hw loop zz mtu 1401
ip link show A
ifconfig A hw infiniband 00:11
ifconfig A tunnel ::10.0.0.1
ifconfig A tunnel
ifconfig A tunnel foo
ifconfig nope tunnel ::1.2.3.4
ifconfig A tunnel ::1.2.3.4/129
ifconfig A add fd00::1/129
ifconfig A add fd00::1/foo
sleep 0.3
ip -6 addr show A
ifconfig A add foo:bar
ifconfig A del foo:bar
ifconfig nope add fd00::1
ifconfig nope del fd00::1
ifconfig nope add 1.2.3.4
ifconfig nope del 1.2.3.4
ifconfig nope add foo
ifconfig A add
ifconfig A del
ifconfig A del 10.0.0.55
ip -4 addr show A
ifconfig A add 10.0.0.66
ifconfig A add 10.0.0.67
ifconfig A add 10.0.0.66
ifconfig A | grep -v "[RT]X"
ifconfig -a | grep -v "[RT]X"
ifconfig A:0
ifconfig A:1 0.0.0.0
ifconfig A:0 10.3.3.3 netmask 255.255.255.0 broadcast 10.3.3.200
ifconfig A:0-
ip -4 addr show A
ifconfig A:0- 10.3.3.4
ip -4 addr show A
ifconfig A:verylonglabelname 10.3.3.5
ifconfig A: 10.3.3.6
ifconfig :0 10.3.3.6
ifconfig "" 10.3.3.6
ifconfig "" up
ifconfig ""
ip -4 addr show A
ifconfig lo 127.0.0.2
ifconfig lo | grep -v "[RT]X"
ifconfig lo 0
ifconfig lo down
ifconfig lo mtu 1000
ifconfig lo -arp
ifconfig lo promisc
ifconfig lo | grep -v "[RT]X"
ifconfig lo -promisc up
ifconfig br0 10.0.0.9/8 up
ifconfig br0 hw ether ff:ff:ff:ff:ff:ff
ifconfig br0 hw ether 00:00:00:00:00:00
ifconfig br0 mtu 67
ifconfig br0 mtu 68
ifconfig br0 mtu 9000
sleep 1.1
ifconfig br0 | grep -v "[RT]X"
ifconfig A name br0
ifconfig A name ""
ifconfig A name "x y"
ifconfig A name averyverylongname123
ip -br link
ifconfig averyverylongna name A
ifconfig A up
ifconfig A name C
ip -br link
ifconfig C txqueuelen 0x10
ifconfig C txqueuelen foo
ifconfig C txqueuelen 99999999999
ip link show C
ifconfig C inet6 fe80::7/64
ifconfig C inet6 add fe80::7/64
ifconfig C inet6 del fe80::7
ifconfig C inet6 del fe80::7/64
ifconfig C inet6 up down
ifconfig C inet6 mtu 1280
ifconfig C inet6 netmask 64
ifconfig C unix 1
ifconfig C inet 10.1.1.1 10.1.1.2
ip addr show C
ifconfig C 10.1.1.1/33
ifconfig C 10.1.1.1/
ifconfig C 10.1.1.1/0
ip -4 addr show C
ifconfig C default
ip -4 addr show C
ifconfig C 10.1
ip -4 addr show C
ifconfig C 0x0a000001
ip -4 addr show C
ifconfig C 255.255.255.255
ifconfig C netmask 255.255.255.0 netmask 255.255.0.0
ip -4 addr show C
ifconfig C netmask
ifconfig C mtu
ifconfig C 10.4.0.1/24 netmask 255.255.0.0 up
ip -4 addr show C
ifconfig C up foo down
ip -br link show C
ifconfig C down down mtu 1500x
ifconfig --help 2>&1 | head -3
ifconfig -x
ifconfig --version; echo $?
ifconfig C -v
ifconfig C multicast -dynamic -trailers -allmulti
ifconfig C -all
