# What ss lists: by ports and addresses with all their words and signs, by state, by family.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b nc -l -p 5000 > got.txt &
sudo ip netns exec b nc -lu -p 5300 > got2.txt &
sudo ip netns exec b nc -6 -l -p 80 > got3.txt &
sleep 0.4
sudo ip netns exec a nc -d -p 40000 10.0.0.2 5000 > got4.txt &
sleep 0.4
sudo ip netns exec b ss -tan
sudo ip netns exec b ss -ta4
sudo ip netns exec b ss -tan -6
sudo ip netns exec b ss -A tcp,udp -an
sudo ip netns exec b ss -tuan --family inet
sudo ip netns exec b ss --tcp --listening --numeric
sudo ip netns exec b ss -tanO
sudo ss -N b -tan
sudo ip netns exec b ss -u
sudo ip netns exec b ss -tln | wc -l
sudo ip netns exec b ss -Htan 'sport = :5000'
sudo ip netns exec b ss -Htan sport = 5000
sudo ip netns exec b ss -Htan sport eq :http
sudo ip netns exec b ss -Htan 'sport != :5000'
sudo ip netns exec b ss -Htan 'sport gt 100'
sudo ip netns exec b ss -Htan 'sport < 5000'
sudo ip netns exec b ss -Htan 'sport le 5000 and dport ge 40000'
sudo ip netns exec b ss -Htan '( sport = :80 or sport = :443 )'
sudo ip netns exec b ss -Htan 'dport = :40000 || sport = :80'
sudo ip netns exec b ss -Htan 'not sport = :5000'
sudo ip netns exec b ss -Htan '! ( dport = 40000 | sport = 80 )'
sudo ip netns exec b ss -Htan dst 10.0.0.1
sudo ip netns exec b ss -Htan dst 10.0.0.0/24 src 10.0.0.2:5000
sudo ip netns exec b ss -Htan dst = 10/8
sudo ip netns exec b ss -Htan src :5000
sudo ip netns exec b ss -Htan src '*:80'
sudo ip netns exec b ss -Htan src '[::]:80'
sudo ip netns exec b ss -Htan dst 0.0.0.0/0
sudo ip netns exec b ss -Htan dst localhost
sudo ip netns exec a ss -Htan autobound
sudo ip netns exec b ss -Htan dev = vb
sudo ip netns exec b ss -tan state established state listening
sudo ip netns exec b ss -tan state connected exclude established
sudo ip netns exec b ss -tan exclude LISTENING
sudo ip netns exec b ss -tn state bucket
sudo ip netns exec b ss -tn state big sport = 80
sudo ip netns exec b ss -tlnp | sed -E 's/pid=[0-9]+/pid=N/; s/ +$//'
sudo ip netns exec b ss -tnp | sed -E 's/pid=[0-9]+/pid=N/; s/ +$//'
sudo ip netns pids b | xargs sudo kill
sleep 0.2
sudo ip netns exec b ss -tln
sudo ip netns del a
sudo ip netns del b
