-- One phone as it is now, found by its key: each column that steps name as stored and as shown.
-- binds: key
SELECT CONVERT(extension USING binary), extension, CONVERT(server_ip USING binary), server_ip, CONVERT(login USING binary), login,
       CONVERT(protocol USING binary), protocol, CONVERT(active USING binary), active
  FROM phones WHERE /*guard*/;
