# Batches that fail: where they stop, what they say, how they end
# oracle: root
printf 'link show lo\nbogus\nlink show lo\n' | ip -batch -
printf 'link show dev nowhere\nlink show lo\n' | ip -force -batch -
printf '-4 addr show lo\n' | ip -b -
printf 'ip link show lo\n' | ip -b -
printf 'link set lo alias "unterminated\n' | ip -b -
printf 'route add 10.1.0.0/16 via 10.9.9.9\nroute get 127.0.0.1\n' | ip -force -b -
printf 'route get 1.1.1.1\nroute get 127.0.0.1\n' | ip -force -b -
printf '\n\n\nroute add nonsense\nlink show lo\n' | ip -force -b -
printf 'addr add 10.0.0.1/24\nlink show lo\n' | ip -force -b -
printf 'link set lo mtu nonsense\nlink show lo\n' | ip -force -b -
printf 'link \\\nshow \\\nnowhere\n' | ip -b -
printf 'neigh flush\n' | ip -b -
printf 'addr foo\nlink show lo\n' | ip -force -b -
