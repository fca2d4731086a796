# `-netns` as the last word: a namespace without a name is not there.
# oracle: root
ip -n
ip -netns
bridge -n
bridge -j -netns
tc -n
tc -s -netns
bridge -n nosuch
tc -n nosuch
