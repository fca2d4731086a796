# Monitor: what it does not understand, and how it ends
# oracle: root
ip monitor nonsense
ip monitor dev nowhere
ip monitor dev
ip monitor file
ip monitor file /no/such/file
ip monitor link label bogus
timeout 0.2 ip monitor
timeout -s INT 0.2 ip monitor route label
ip netns monitor > names & monitor=$!
sleep 0.2
ip netns add n1
kill $monitor
wait $monitor
cat names
