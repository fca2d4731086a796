# Batches from files: comments, continued lines, quotes, and going on after an error
# oracle: root
printf 'link add A type veth peer name B\n# a comment\n\n  link set A up # trailing\naddr add 10.0.0.1/24 \\\n dev A\nlink set B alias "two words"\nlink set A alias '"'"'single q'"'"'\n' > first.txt
cat first.txt
ip -b first.txt
ip link show B
ip -4 addr show A
printf 'link add A type veth\nlink set A mtu 1400\n' > second.txt
ip -b second.txt
ip -br link show A
ip -force -b second.txt
ip link show A
ip -batch nowhere.txt
ip -force -batch nowhere.txt
ip netns add n1
ip -n n1 -b second.txt
ip -n n1 link
