# Users and groups of tun devices by their names.
# oracle: root
ip tuntap add dev tap0 mode tap group 10
ip tuntap add dev tap1 mode tap group root user root
ip tuntap add dev tap2 mode tun user 1
ip tuntap add dev tap3 mode tun user 12345 group 54321
ip tuntap add dev tap4 mode tun user nobody group uucp
for t in 0 1 2 3 4; do ip -d link show tap$t | tail -1; done
for t in 0 2 3 4; do ip -d -j link show tap$t | jq -c ".[].linkinfo"; done
ip tuntap | grep -v eth0

ip -N -d link show dev tap4
