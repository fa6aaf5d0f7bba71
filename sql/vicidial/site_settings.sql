-- The one row of settings, as far as phones are concerned. Which of SIP and PJSIP may be chosen came with schema 1642.
SELECT active_voicemail_server, use_non_latin, /*has system_settings.allowed_sip_stacks*/allowed_sip_stacks/*else*/''/*end*/
  FROM system_settings LIMIT 1;
