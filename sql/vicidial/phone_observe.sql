-- One phone as it is now, found by its key: each column that steps name as stored and as shown.
-- binds: key
SELECT CAST(extension AS BINARY), extension, CAST(server_ip AS BINARY), server_ip, CAST(login AS BINARY), login,
       CAST(protocol AS BINARY), protocol, CAST(active AS BINARY), active
  FROM phones WHERE /*guard*/;
