# What people get wrong with ss: words of filters, names, options.
# oracle: root
sudo ip netns add b
sudo ip -n b link set lo up
sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.4
sudo ip netns exec b ss -tan state established, listening
sudo ip netns exec b ss -tan state listen
sudo ip netns exec b ss -tan state
sudo ip netns exec b ss -tan exclude
sudo ip netns exec b ss -tan sport = :5000 state listening
sudo ip netns exec b ss -tan 'sport=:5000'
sudo ip netns exec b ss -tan '(sport = :5000)'
sudo ip netns exec b ss -tan '( sport = :5000'
sudo ip netns exec b ss -tan 'sport = :5000 )'
sudo ip netns exec b ss -tan sport
sudo ip netns exec b ss -tan port 5000
sudo ip netns exec b ss -tan and
sudo ip netns exec b ss -tan sport = :nosuch
sudo ip netns exec b ss -tan sport = 70000
sudo ip netns exec b ss -tan dst 10.0.0.300
sudo ip netns exec b ss -tan dst 10.0.0.0/33
sudo ip netns exec b ss -tan dst ::1
sudo ip netns exec b ss -tan dst != 10.0.0.1
sudo ip netns exec b ss -tan src '[::1'
sudo ip netns exec b ss -tan dev nosuch
sudo ip netns exec b ss -q
sudo ip netns exec b ss --nosuch
sudo ip netns exec b ss --t
sudo ip netns exec b ss --tcp=yes
sudo ip netns exec b ss -f
sudo ip netns exec b ss -f ipv4
sudo ip netns exec b ss -A sockets
sudo ss -N nosuch -tan
sudo ip netns pids b | xargs sudo kill
sudo ip netns del b
