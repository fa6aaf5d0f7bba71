-- Every phone, for the list.
SELECT extension, login, server_ip,
       /*has phones.user_group*/user_group/*else*/'---ALL---'/*end*/, protocol, active,
       /*has phones.peer_status*/peer_status, ping_time/*else*/NULL, NULL/*end*/ FROM phones;
