-- The one row of settings, as far as phones are concerned.
SELECT active_voicemail_server, use_non_latin FROM system_settings LIMIT 1;
