# Signing in: the password is never shown, a refusal says which try it is, and the third ends the program.
size 80x24
see
|          ┌─ VICIdial admin login ───────────────────────────────────┐
|          │                                                          │
|          │   Database   asterisk@demo  on this machine              │
|          │                                                          │
|          │   User       [                    ]                      │
|          │   Password   [                    ]                      │
|          │                                                          │
|          │   [ ] Read-only: look, filter, export; no writes         │
|          │                                                          │
|          │              [ Log in ]   [ Quit ]                       │
|          │                                                          │
|          │   Demo: 6666 / 1234   It keeps what you change.          │
|          └──────────────────────────────────────────────────────────┘
# What is not typed is asked for: it is no try.
keys Enter
see 'The user is missing: type your VICIdial user.'
cursor in 'User'
keys "6666" Enter Enter
see 'The password is missing.'
cursor in 'Password'
keys Esc
keys "6666" Tab "4321"
see '[••••    '
see not '4321'
keys Enter
see 'Login incorrect, please try again. Try 2 of 3.'
see '[                    ]'
cursor in 'Password'
keys "9999" Enter
see 'Login incorrect, please try again. Try 3 of 3.'
keys "1235" Enter
over
