# An ioctl is given 15 characters of a name (found by fuzzing).
# oracle: root
brctl addbr an-interface-name-too-long
route add default gw 192.168.1.3 dev an-interface-name-too-long
ifconfig an-interface-name-too-long up
ifconfig an-interface-name-too-long 10.0.0.1
sleep 2
route add default gw 10.0.0.3 dev an-interface-name-too-long
route add -net 10.7.0.0/16 an-interface-name-too-long
route -n
arp -s 10.0.0.9 02:00:00:00:00:01 -i an-interface-name-too-long
arp -n -i an-interface-name-too-long
brctl show an-interface-name-too-long
brctl addif an-interface-name-too-long br1
brctl stp an-interface-name-too-long on
brctl setfd an-interface-name-too-long 3
brctl addbr br1
brctl addif br1 an-interface-name-too-long
brctl delbr an-interface-name-too-long
ifconfig an-interface-name-too-long down
brctl delbr an-interface-name-too-long
ip link show an-interface-name-too-long
