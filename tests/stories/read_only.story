# A read-only session, ticked at sign-in: title, form and keys say why nothing can be changed, and the service would refuse it too.
size 80x24
keys "6666" Tab "1234" Tab
cursor in 'Read-only'
keys Space
see '[x] Read-only: look, filter, export; no writes'
keys Tab Enter
see '[READ-ONLY]'
see 'not change: this session is read-only.'
keys / "8302x" Enter D
see 'You may look, not change: this session is read-only.'
keys e
see 'read-only'
store unchanged
