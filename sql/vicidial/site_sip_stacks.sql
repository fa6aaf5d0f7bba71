-- Which of SIP and PJSIP may be chosen. The column came with schema 1642.
SELECT allowed_sip_stacks FROM system_settings LIMIT 1;
