# Who may edit but not delete is told so by the right that is lacking.
size 80x24
sign in editor
see '[RW]'
keys D
see 'ast_delete_phones'
see not 'Delete phone alias'
store unchanged
