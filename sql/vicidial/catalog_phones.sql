-- Every phone, for the list.
SELECT extension, login, server_ip, user_group, protocol, active, peer_status, ping_time FROM phones;
