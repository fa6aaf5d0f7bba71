-- Every phone of a VICIdial before schema 1636, which does not watch its peers.
SELECT extension, login, server_ip, user_group, protocol, active FROM phones;
