# Owners of tun and tap devices by name: who is in /etc/passwd and /etc/group, and who is not
# oracle: root
ip tuntap add dev tap1 mode tap user nobody
ip tuntap add dev tap2 mode tap group nogroup
ip tuntap add dev tap3 mode tap user daemon group daemon
ip tuntap add dev tap4 mode tap user nogroup
ip tuntap add dev tap4 mode tap group nobody
ip tuntap add dev tap4 mode tap user no_such_user
ip tuntap add dev tap4 mode tap user ''
ip tuntap add dev tap4 mode tap user
echo 'guest:x:4711:4712::/home/guest:/bin/sh' >> /etc/passwd
echo 'guests:x:4712:' >> /etc/group
ip tuntap add dev tap4 mode tap user guest group guests
ip tuntap add dev tap5 mode tun user guests
ip tuntap
ip tuntap del dev tap1 mode tap user guest
ip tuntap del dev tap2 mode tap user nosuch
ip tuntap del dev tap2 mode tap
ip tuntap del dev tap3 mode tap
ip tuntap del dev tap4 mode tap
ip tuntap
