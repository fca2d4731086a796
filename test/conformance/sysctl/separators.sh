# Separators of names of settings that are repeated.
# oracle: root
sysctl net.ipv4.confC..route_localnet
sysctl net..ipv4.ip_forward
sysctl net..ipv4..ip_forward
sysctl net/ipv4//ip_forward
sysctl net/ipv4..ip_forward
sysctl net./ipv4.ip_forward
sysctl ..net.ipv4.ip_forward
sysctl /net/ipv4/ip_forward
sysctl .net.ipv4.ip_forward
sysctl net.ipv4.ip_forward.
sysctl net.ipv4.ip_forward..
sysctl -n net.ipv4...ip_forward
sysctl -w net..ipv4.ip_forward=1
sysctl -q -w net..ipv4.ip_forward=1
sysctl -e net..ipv4.ip_forwardx
sysctl -N net..ipv4.ip_forward
sysctl -e net..ipv4.ip_forward=1=2
sysctl ..
sysctl .
sysctl /
echo 'net..ipv4.ip_forward=1' | sysctl -p -
echo 'net..ipv4.nonesuch=1' | sysctl -p -
sysctl -e net/./unix
echo '-net..ipv4.ip_forward=0' | sysctl -p -
echo '-net..ipv4.ip_for*=0' | sysctl -p -
printf -- '-net..ipv4.ip_forward\nnet.ipv4.ip_for*=1\n' | sysctl -p -
sysctl net.unix/max_dgram_qlen
sysctl net/unix.max_dgram_qlen
sysctl -w net/unix/max_dgram_qlen=11
sysctl -w net/unix//max_dgram_qlen=11
sysctl -n --pattern dgram -a
