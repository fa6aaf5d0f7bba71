# Completion of vicialias in bash. The part between the marks is made from the rows of the program: make manual.
_vicialias()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
# begin flags
	local flags='--demo --fresh --check --astguiclient --audit --tls --tls-ca --segment-mb --syslog --config --profile --read-only --user --password-fd --format --stop-on-error --theme --ascii --esc-delay --live --mouse --lock-minutes --phone-writes --paths --settings --keys --version --help'
	local valued=' --astguiclient  --audit  --tls  --tls-ca  --segment-mb  --syslog  --config  --profile  --user  --password-fd  --format  --theme  --ascii  --esc-delay  --live  --mouse  --lock-minutes  --phone-writes '
	local themes='default amber blue deutan high-contrast light mono solarized'
	local findings='missing-phone stray-blank no-phone-usable password-differs inactive-phone one-server server-closed server-absent unreachable id-is-login id-not-typable repeated-phone shared-login list-nearly-full all-inactive unused'
# end flags
	COMPREPLY=()
	case $before in
	--theme) COMPREPLY=($(compgen -W "$themes" -- "$word")); return ;;
	--format) COMPREPLY=($(compgen -W 'table csv json' -- "$word")); return ;;
	--ascii) COMPREPLY=($(compgen -W 'auto yes no' -- "$word")); return ;;
	--mouse|--phone-writes) COMPREPLY=($(compgen -W 'yes no' -- "$word")); return ;;
	--astguiclient|--audit|--config) COMPREPLY=($(compgen -f -- "$word")); return ;;
	health) COMPREPLY=($(compgen -W "$findings" -- "$word")); return ;;
	audit) COMPREPLY=($(compgen -W 'list verify reconcile head export' -- "$word")); return ;;
	esac
	[[ $valued == *" $before "* ]] && return
	case $word in
	-*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
	*) [ "$COMP_CWORD" -gt 1 ] || COMPREPLY=($(compgen -W 'api audit health list' -- "$word")) ;;
	esac
}
complete -F _vicialias vicialias
