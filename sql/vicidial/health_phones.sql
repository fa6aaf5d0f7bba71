-- Every phone, as catalog_phones, and whose agents' passwords are equal as VICIdial compares them: no password leaves the server, and
-- what does cannot be tried against words, since the server alone knows what was mixed in.
SELECT extension, login, server_ip,
       /*has phones.user_group*/user_group/*else*/'---ALL---'/*end*/, protocol, active,
       /*has phones.peer_status*/peer_status, ping_time/*else*/NULL, NULL/*end*/,
       CONV(LEFT(SHA2(CONCAT(secret, HEX(WEIGHT_STRING(RTRIM(IFNULL(pass, ''))))), 256), 8), 16, 10)
  FROM phones, (SELECT SHA2(CONCAT(UUID(), RAND(), RAND()), 256) AS secret) AS mixed_in;
