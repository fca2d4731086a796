# What a namespace has around it: files of its own in place of /etc's, links in /sys/class/net, bash with a file to read first
# oracle: root
ip netns add blue
mkdir -p /etc/netns/blue
echo "nameserver 10.0.0.53" > /etc/netns/blue/resolv.conf
ip netns exec blue cat /etc/resolv.conf
ip netns exec blue sh -c 'echo "search lab" >> /etc/resolv.conf'
cat /etc/netns/blue/resolv.conf
grep -c lab /etc/resolv.conf
echo > /etc/netns/blue/nothing-there
ip netns exec blue true
rm /etc/netns/blue/nothing-there
ip link add v0 type veth peer name v1
ip link add br0 type bridge
ip link set v0 master br0
readlink /sys/class/net/v0
readlink -f /sys/class/net/v1
ls -l /sys/class/net | awk 'NR > 1 { print $9, $10, $11 }'
ls /sys/devices/virtual/net
basename "$(readlink /sys/class/net/v0/master)"
ls /sys/class/net/br0/brif
for device in /sys/class/net/*; do [ -L "$device" ] && echo "${device##*/}: $(cat "$device/mtu")"; done
[ -d /sys/class/net/v0/bridge ] || echo "no bridge"
readlink /sys/class/net/nothere
ip netns exec blue ls /sys/class/net
ip netns exec blue bash --rcfile <(echo 'PS1="blue> "') -c 'ip -br link'
bash --init-file
