# Numbers of VLANs are kept in 16 bits (found by fuzzing).
# oracle: root
bridge vlan add dev lo vid 70000
bridge vlan add dev lo vid 65537
bridge vlan add dev lo vid 65535
bridge vlan add dev lo vid 65536
bridge vlan add dev lo vid 10-65536
bridge vlan add dev lo vid 10-65556
bridge vlan add dev lo vid 10-4096
bridge vlan show vid 65537
bridge vlan show vid 70000
bridge fdb add 02:00:00:00:00:01 dev lo vlan 70000
bridge fdb add 02:00:00:00:00:01 dev lo vlan 4096
bridge fdb add 02:00:00:00:00:01 dev lo vlan 65537
bridge fdb show vlan 65537
bridge vlan set vid 70000 dev lo state 1
bridge vlan set vid 65546 dev lo state 1
bridge vlan global set vid 70000 dev lo mcast_snooping 1
bridge mdb add dev lo port lo grp 239.1.1.1 vid 65537
bridge mdb add dev lo port lo grp 239.1.1.1 vid 70000
bridge mdb add dev lo port lo grp 239.1.1.1 vid 4096
bridge mdb show vid 65537
bridge fdb get 02:00:00:00:00:01 dev lo vlan 65537
