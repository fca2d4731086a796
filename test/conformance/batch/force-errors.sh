# Batches that are forced on: which errors end them all the same
# oracle: root
printf 'link set nowhere up\nlink set lo mtu 1400\nlink show lo\n' | ip -force -b -
printf 'addr add 10.0.0.1 dev nowhere\nnexthop get id 5\nnetns del nowhere\nlink show lo\n' | ip -force -b -
printf 'route add 10.1.0.0/16\nlink show lo\n' | ip -force -b -
printf 'neigh add 10.0.0.1 dev nowhere\nlink show lo\n' | ip -force -b -
printf 'link set lo\nlink show lo\n' | ip -force -b -
printf 'nonsense\nlink nonsense\nlink show lo\n' | ip -force -b -
printf 'rule add pref nonsense\nlink show lo\n' | ip -force -b -
printf 'nexthop add id nonsense\nlink show lo\n' | ip -force -b -
