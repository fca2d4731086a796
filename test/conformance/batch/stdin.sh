# Batches from standard input, with options for all of their lines
# oracle: root
printf 'link show lo\n' | ip -o -b -
printf 'link show lo\naddr show lo\n' | ip -j -b -
printf 'addr show lo\nlink show lo\naddr show lo\naddr show\n' | ip -b -
printf 'addr show lo' | ip -b -
printf 'route show table local\n' | ip -4 -o -b -
printf 'rule add from 10.0.0.0/8 lookup 100\nrule show\n' | ip -b -
printf 'link show \\\nlo\n' | ip -b -
printf 'netns add n2\nnetns list\nnetns exec n2 ip -br link\n' | ip -b -
printf '' | ip -b -
printf '\n\n# nothing\n' | ip -b -
printf 'link show lo\n' | ip -br -b - link show A
