-- One alias as it is now, found by its key: each column as stored and as shown.
-- binds: key
SELECT CAST(alias_id AS BINARY), alias_id, CAST(alias_name AS BINARY), alias_name,
       CAST(logins_list AS BINARY), logins_list, CAST(user_group AS BINARY), user_group
  FROM phones_alias WHERE /*guard*/;
