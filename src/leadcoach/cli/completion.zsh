#compdef leadcoach
# Completion of leadcoach for zsh. Put this into ~/.zshrc, after compinit:
#   eval "$(leadcoach completion zsh)"
# or keep it as a file called _leadcoach in a folder of your fpath.
@SHARED@_leadcoach() {
    local cur="${words[CURRENT]}" at="" option="" i
    for ((i = 2; i < CURRENT; i++)); do
        _leadcoach_take "${words[i]}"
    done
    if [[ "$cur" == --*=* ]]; then
        option="${cur%%=*}"
        compset -P '*='
    fi
    _leadcoach_offer
}
if [[ "${funcstack[1]}" == _leadcoach ]]; then
    _leadcoach "$@"
else
    compdef _leadcoach leadcoach
fi
