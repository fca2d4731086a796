# Groups that are none, or of devices that are not there
# oracle: root
ip link add A type veth peer name B
ip maddr add 01:02 dev A
ip maddr add 224.0.0.9 dev A
ip maddr add nonsense dev A
ip maddr add
ip maddr add 01:00:5e:00:00:05
ip maddr add 01:00:5e:00:00:05 dev nowhere
ip maddr add 01:00:5e:00:00:05 01:00:5e:00:00:06 dev A
ip maddr add 01:00:5e:00:00:05 dev A dev B
ip maddr del 01:00:5e:00:00:99 dev A
ip maddr del 01:00:5e:00:00:99 dev nowhere
ip maddr show dev nowhere
ip maddr show A B
ip maddr nonsense
