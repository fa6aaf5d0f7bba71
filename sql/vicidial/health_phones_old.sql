-- As health_phones, for a VICIdial before schema 1636, which does not watch its peers.
SELECT extension, login, server_ip, user_group, protocol, active, NULL, NULL,
       CONV(LEFT(SHA2(CONCAT(secret, HEX(WEIGHT_STRING(RTRIM(IFNULL(pass, ''))))), 256), 8), 16, 10)
  FROM phones, (SELECT SHA2(CONCAT(UUID(), RAND(), RAND()), 256) AS secret) AS mixed_in;
