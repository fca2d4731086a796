# What stands behind all-nsid is read, too
# oracle: root
ip monitor all-nsid foo
ip monitor al foo
ip monitor all-n dev nope
ip monitor all-nsid dev
ip monitor label all-nsid link foo
