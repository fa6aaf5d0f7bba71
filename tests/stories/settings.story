# What is wrong in a settings file is said with its file and line when the program starts; the rest counts.
size 80x24
settings 'theem = light'
settings 'read_only = yes'
settings 'live_seconds = often'
see 'vicialias.conf, line 1: theem:'
see 'such setting. vicialias'
see 'And 1 more:'
see '[x] Read-only by the settings'
sign in 6666
see '[READ-ONLY]'
