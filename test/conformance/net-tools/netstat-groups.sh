# netstat -g: groups by the names of /etc/hosts, beside sockets, and words that do not go together
# oracle: root
ip link set lo up
echo '224.0.0.1 all-systems.example.net every' >> /etc/hosts
ip link add v0 type veth peer name v1
ip addr add 239.1.2.3/32 dev v0 autojoin
ip link set v0 up
nc -lk 127.0.0.1 99 > /dev/null &
sleep 0.5
netstat -g | grep -v :ff
netstat -gn | grep -v :ff
netstat --groups --numeric-hosts | grep -v :ff
netstat -g --numeric-ports | grep -v :ff
netstat -g4
netstat -g6 | grep -v :ff
netstat -g -A inet6 | grep -v :ff
netstat -g46 | grep -c memberships
netstat -gt4
netstat -gtln4
netstat -gx | grep -v :ff
netstat -gl | head -n 3
netstat -g -A unix | tail -n 2
netstat -g -A inet,unix
netstat -gr
netstat -grs
netstat -gX
netstat -g -A inet7
netstat -gM
netstat -gS4
netstat -Sx
netstat -g nothing | head -n 3
kill %1
wait
ip link del v0
