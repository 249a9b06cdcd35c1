# Completion of leadcoach for bash. Put this into ~/.bashrc:
#   eval "$(leadcoach completion bash)"
@SHARED@_leadcoach() {
    local cur="${COMP_WORDS[COMP_CWORD]}" at="" option="" words="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ "${COMP_WORDS[i]}" == "=" ]] && continue  # bash takes --format=json apart
        _leadcoach_take "${COMP_WORDS[i]}"
    done
    [[ "$cur" == "=" ]] && cur=""
    _leadcoach_offer
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _leadcoach leadcoach
