# A mask that is none is said as it was given
# oracle: root
route add -net 10.9.0.0 netmask localhost gw 10.0.1.2
route add -net 10.9.0.0 netmask nonsense gw 10.0.1.2
route add -net 10.9.0.0 netmask 255.0.255 gw 10.0.1.2
route add -net 10.9.0.0 netmask 0x7f.1 gw 10.0.1.2
route add -net 10.9.0.0/16 netmask 255.255.0.0 gw 10.0.1.2
route del -net 10.9.0.0 netmask localhost
route add -host 10.9.0.0 netmask localhost
